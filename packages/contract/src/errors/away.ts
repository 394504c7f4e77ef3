import { brokenError, failedError, asText, type Details, type ErrorEntry } from './entry.js';

/** How full, where that was asked. */
const filled = ({ used, max }: Details, [first, second, third]: [string, string, string]): string =>
  used === undefined ? '' : `: ${first}${asText(used)}${second}${asText(max)}${third}`;

/** The database of another environment. */
const sourceOf = ({ environment, mysql, database }: Details): string =>
  `the database of ${asText(environment)} (MySQL ${asText(mysql)}, ${asText(database)})`;

/** What is away for a while. */
export const dependencyErrors = {
  UNREACHABLE: brokenError(
    'unreachable',
    (d) => `${asText(d.host)} cannot be reached: ${asText(d.reason)}`,
    (d) =>
      `See whether ${asText(d.host)} is up and its sshd listens for the worker (ssh ${asText(d.host)}); mind port and jump in config.yml.`,
  ),
  CONNECTION_LOST: brokenError(
    'unreachable',
    (d) => `the connection to ${asText(d.host)} was lost: ${asText(d.reason)}`,
    (d) => `Look at ${asText(d.host)} and at the network to it: was it restarted, is sshd full? Then retry.`,
  ),
  HOST_BUSY: brokenError(
    'lease',
    (d) =>
      `another command still works on this app on its host after ${asText(d.seconds)} s (${asText(d.path)} is held)`,
    (d) =>
      `It is asked again. If it stays so, see on the host what holds the lock (fuser -v ${asText(d.path)}) and what that waits for.`,
  ),
  QUEUE_AWAY: brokenError(
    'dependency',
    (d) => `Redis is away: ${asText(d.reason)}`,
    () => 'Start Redis, or correct redis.url in config.yml; /readyz tells when it is back.',
  ),
  QUEUE_FULL: brokenError(
    'dependency',
    (d) => `Redis is full${filled(d, ['', ' MiB used, maxmemory is ', ' MiB'])}; nothing more can be queued`,
    () =>
      'Raise the limit: redis-cli CONFIG SET maxmemory <bytes>, and the same in redis.conf; redis-cli --bigkeys shows what fills it.',
    (d) => `Redis内存已满${filled(d, ['已用 ', ' MiB, maxmemory为 ', ' MiB'])}, 无法再排队`,
  ),
  QUEUE_READONLY: brokenError(
    'dependency',
    (d) => `Redis answers, but takes nothing: ${asText(d.reason)}`,
    () =>
      'Let redis.url name the primary (redis-cli ROLE), and make room (df) where Redis saves; its log says which of the two it is.',
    (d) => `Redis有应答但拒绝写入: ${asText(d.reason)}`,
  ),
  MYSQL_AWAY: brokenError(
    'dependency',
    (d) => `MySQL is away: ${asText(d.reason)}`,
    () => 'Start MySQL, or correct environments.<name>.mysql in config.yml; /readyz tells when it is back.',
  ),
  MYSQL_UNKNOWN: brokenError(
    'dependency',
    (d) =>
      d.job === undefined
        ? `MySQL was lost before it said whether it kept a change (${asText(d.reason)}): it may have been done`
        : `MySQL was lost while job ${asText(d.job)} was being stored (${asText(d.reason)}): it may have been accepted and run`,
    (d) =>
      d.job === undefined
        ? 'Look whether it was done before you ask for it again; /readyz tells when MySQL is back.'
        : `Look at GET /rex/jobs/${asText(d.job)} before you post again: 404 says that it was not accepted; /readyz tells when MySQL is back.`,
    (d) =>
      d.job === undefined
        ? `MySQL连接在确认写入之前中断(${asText(d.reason)}): 操作可能已生效, 重试前请先查看`
        : `MySQL连接在保存任务 ${asText(d.job)} 时中断(${asText(d.reason)}): 任务可能已被接受并执行, 重新提交前请先查看 GET /rex/jobs/${asText(d.job)}`,
  ),
  SOURCE_AWAY: brokenError(
    'dependency',
    (d) => `${sourceOf(d)} is away: ${asText(d.reason)}`,
    (d) =>
      `Start it, or correct environments.${asText(d.environment)}.mysql in config.yml (rexflow doctor asks it), and post again.`,
    (d) =>
      `来源环境 ${asText(d.environment)} 的数据库(MySQL ${asText(d.mysql)}, ${asText(d.database)})无法连接: ${asText(d.reason)}`,
  ),
  SOURCE_REFUSED: {
    ...failedError(
      'dependency',
      (d) => `${sourceOf(d)} refuses: ${asText(d.reason)}`,
      (d) =>
        `Correct user, password, database or tables under environments.${asText(d.environment)} in config.yml, or GRANT SELECT; rexflow doctor asks it.`,
    ),
    zh: (d) =>
      `来源环境 ${asText(d.environment)} 的数据库(MySQL ${asText(d.mysql)}, ${asText(d.database)})拒绝访问: ${asText(d.reason)}`,
  },
  HELD_ELSEWHERE: brokenError(
    'lease',
    (d) => `${asText(d.what)} is in the hands of another worker`,
    () => 'Nothing: the other worker goes on with it, or it is taken over when its lease has run out.',
  ),
  DIRECTORY_ELSEWHERE: brokenError(
    'lease',
    (d) => `${asText(d.directory)} of this worker (${asText(d.path)}) is not the one the request was accepted for`,
    () => 'Nothing: a worker that has it goes on. Let all workers share their directories, and any of them can.',
    (d) => `本worker的${asText(d.directory)} (${asText(d.path)}) 不是该请求所用的目录`,
  ),
  HOST_LOOK_LATE: brokenError(
    'dependency',
    (d) =>
      d.seconds === 0
        ? `no worker is running that could look at ${asText(d.host)}`
        : `no worker has looked at ${asText(d.host)} within ${asText(d.seconds)} s`,
    () => 'Start a worker, or see what keeps those there are (rexflow doctor); then ask again.',
    (d) => `没有工作进程检查 ${asText(d.host)}; 请启动工作进程或执行 rexflow doctor 后重试`,
  ),
  SHUTTING_DOWN: brokenError(
    'lease',
    () => 'this process is ending; the work is handed on',
    () => 'Nothing: another worker takes the work up. If none is running, start one.',
  ),
} satisfies Record<string, ErrorEntry>;
