import type { dependencyErrors } from '../away.js';
import type { Details } from '../entry.js';
import { zhFailed, zhText, type ChineseEntry } from './entry.js';

/** The database of another environment. */
const sourceOf = ({ environment, mysql, database }: Details): string =>
  `来源环境 ${zhText(environment)} 的数据库（MySQL ${zhText(mysql)}，${zhText(database)}）`;

/** What is away for a while. */
export const dependencyErrorsZh: Record<keyof typeof dependencyErrors, ChineseEntry> = {
  UNREACHABLE: zhFailed(
    (d) => `${zhText(d.host)} 无法连接：${zhText(d.reason)}`,
    (d) =>
      `请查看 ${zhText(d.host)} 是否在运行、其 sshd 是否对 worker 开放（ssh ${zhText(d.host)}）；注意 config.yml 中的 port 和 jump。`,
  ),
  CONNECTION_LOST: zhFailed(
    (d) => `与 ${zhText(d.host)} 的连接中断：${zhText(d.reason)}`,
    (d) => `请查看 ${zhText(d.host)} 及其网络：是否重启过、sshd 连接数是否已满？然后重试。`,
  ),
  HOST_BUSY: zhFailed(
    (d) => `${zhText(d.seconds)} 秒后，主机上仍有其他命令在处理该应用（占用 ${zhText(d.path)}）`,
    (d) => `会再次尝试。若一直如此，请在主机上查看谁占用了锁（fuser -v ${zhText(d.path)}）以及它在等什么。`,
  ),
  QUEUE_AWAY: zhFailed(
    (d) => `Redis 不可用：${zhText(d.reason)}`,
    () => '请启动 Redis，或修正 config.yml 的 redis.url；/readyz 会显示何时恢复。',
  ),
  QUEUE_FULL: zhFailed(
    ({ used, max }) =>
      `Redis 内存已满${used === undefined ? '' : `：已用 ${zhText(used)} MiB，maxmemory 为 ${zhText(max)} MiB`}，无法再排队`,
    () => '请调大上限：redis-cli CONFIG SET maxmemory <bytes>，并同样修改 redis.conf；redis-cli --bigkeys 可查看占用。',
  ),
  QUEUE_READONLY: zhFailed(
    (d) => `Redis 有应答但拒绝写入：${zhText(d.reason)}`,
    () => '请让 redis.url 指向主节点（redis-cli ROLE），并为 Redis 的持久化腾出空间（df）；其日志会说明是哪一种。',
  ),
  MYSQL_AWAY: zhFailed(
    (d) => `MySQL 不可用：${zhText(d.reason)}`,
    () => '请启动 MySQL，或修正 config.yml 的 environments.<name>.mysql；/readyz 会显示何时恢复。',
  ),
  MYSQL_UNKNOWN: zhFailed(
    (d) =>
      d.job === undefined
        ? `MySQL 在确认写入之前中断（${zhText(d.reason)}）：操作可能已生效`
        : `MySQL 在保存任务 ${zhText(d.job)} 时中断（${zhText(d.reason)}）：任务可能已被接受并执行`,
    (d) =>
      d.job === undefined
        ? '再次操作之前，请先查看是否已生效；/readyz 会显示 MySQL 何时恢复。'
        : `重新提交之前，请先查看 GET /rex/jobs/${zhText(d.job)}：404 表示未被接受；/readyz 会显示 MySQL 何时恢复。`,
  ),
  SOURCE_AWAY: zhFailed(
    (d) => `${sourceOf(d)}无法连接：${zhText(d.reason)}`,
    (d) =>
      `请启动它，或修正 config.yml 的 environments.${zhText(d.environment)}.mysql（rexflow doctor 会检查），然后重新提交。`,
  ),
  SOURCE_REFUSED: zhFailed(
    (d) => `${sourceOf(d)}拒绝访问：${zhText(d.reason)}`,
    (d) =>
      `请修正 config.yml 中 environments.${zhText(d.environment)} 的用户、密码、库或表，或授予 SELECT；rexflow doctor 会检查。`,
  ),
  HELD_ELSEWHERE: zhFailed(
    (d) => `${zhText(d.what)} 正由另一个 worker 处理`,
    () => '无需处理：另一个 worker 会继续，或在其占用到期后被接手。',
  ),
  DIRECTORY_ELSEWHERE: zhFailed(
    (d) => `本 worker 的 ${zhText(d.directory)}（${zhText(d.path)}）不是该请求所用的目录`,
    () => '无需处理：拥有该目录的 worker 会继续。让所有 worker 共用目录，则任何一个都可以处理。',
  ),
  SHUTTING_DOWN: zhFailed(
    () => '本进程正在退出，工作将移交',
    () => '无需处理：另一个 worker 会接手。若没有在运行的 worker，请启动一个。',
  ),
};
