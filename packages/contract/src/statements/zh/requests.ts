import type { requestStatements } from '../requests.js';
import type { ChineseOf } from './entry.js';

const removed = '当前链接所经过的 .rexflow 已被删除';

/** What a request says beside its result, and what it waits for. */
export const requestStatementsZh: ChineseOf<typeof requestStatements> = {
  'names.count': { message: '另有 {n} 个' },
  'warning.error': { message: '{error}' },
  'warning.leftOut': { message: '已跳过：{error}' },
  'warning.leftOutMore': { message: '已跳过：另有 {n} 项，见 rexflow problems' },
  'warning.gone': {
    message: '已跳过：{apps}，目录中已没有；rexflow changes 可查看由谁删除，rexflow app add 可重新添加',
  },
  'warning.skipped': { message: '已跳过：{apps}，因为主机 {host} 已停用（{reason}；{by}，{since}）' },
  'warning.skippedUntil': {
    message: '已跳过：{apps}，因为主机 {host} 已停用（{reason}；{by}，{since} 至 {until}）',
  },
  'warning.notUndone': { message: '未撤销：{apps}，不清楚该发布在其上留下了什么；请用 rexflow check 查看' },
  'warning.onHost': { message: '{app}（{host}）：{what}' },
  'wayBack.rebuilt': { message: `${removed}；已按记录重新指向 {to}，因此仍可退回` },
  'wayBack.removed': { message: `${removed}；发布时会按记录重新指向 {to}` },
  'wayBack.lost': { message: `${removed}，{to} 也已不存在：无法退回之前运行的版本` },
  'warning.ahead': {
    message:
      '主机比数据库新（主机的 fence 为 {seen}，数据库为 {was}），数据库旧于在主机上所做的，如恢复备份之后：已对齐；请查看其记录是否符合预期',
  },
  'source.drifted': { message: '{environment} 的 {app} 与其发布 {release} 不完全一致：{n} 个文件不同（{paths}）' },
  'package.leftOut': { message: '{group} 的程序包中略去了 {n} 个 macOS 附加、程序不需要的条目（{names}）' },
  'tree.bits': { message: '{what}：setuid 和 setgid 不会随发布传送，已从 {paths} 去除' },
  'base.silent': { message: '{apps} 未告知当前运行的版本：程序包合并的基准以记录为准' },
  'base.notLive': { message: '{apps} 上的改动会多于程序包：程序包合并到 {release} 之上，而它并非在其上运行的版本' },
  'base.found': {
    message:
      '{apps} 上的改动会多于程序包：未知有过发布，程序包合并到 {first} 正在运行的版本之上，而它们运行的是其他版本',
  },
  'waits.worker': { message: 'worker 接手' },
  'waits.held': { message: '{app}，它被 {by} 占用' },
  'waits.next': { message: '{app}，下一个轮到 {by}' },
  'waits.job': { message: '任务 {job}（{caller} 的 {action}）' },
  'waits.original': { message: '原系统（{caller}），自 {since} 起' },
  'waits.hold': { message: '系统暂停结束（{reason}；{by}，自 {since} 起），执行 {command} 可结束暂停' },
  'waits.holder': { message: '上一个占用 {app} 的 worker 结束或失效' },
  'waits.answer': { message: '{host} 应答' },
  'waits.again': { message: '{error}（第 {n} 次尝试）' },
  'waits.directory': { message: '拥有该请求的 {directory} 的 worker' },
  'waits.command': { message: '该主机上的另一条命令' },
  'waits.still': { message: '传输：已有 {n} 秒没有数据' },
  'waits.moves': { message: '传输，已恢复' },
  'drift.replaced': { message: '手工修改过的文件将被替换：{files}；它们保留在之前运行的版本中' },
  'drift.kept': { message: '保留手工修改过的文件：{files}' },
  'drift.left': { message: '手工修改过的文件不会带走：{files}；它们留在之前运行的版本中' },
  'drift.unseen': {
    message: '无法判断是否有手工修改过的文件，因为主机未能及时完成：{what}；修改过的内容保留在之前运行的版本中',
  },
  'change.changed': { message: '已修改 {path}' },
  'change.deleted': { message: '已删除 {path}' },
  'change.added': { message: '新增 {path}' },
  'change.unreadable': { message: '无法读取 {path}' },
  'environment.unread': { message: '{code}：{error}' },
  'environment.unreadAdvised': { message: '{code}：{error}', advice: '{advice}' },
  'compare.noBundle': { message: '发布 {release} 没有生成发布包：它在此之前就结束了' },
  'compare.notYet': { message: '发布 {release} 尚未生成发布包' },
  'compare.gone': { message: '发布 {release} 的发布包已不再保留（config.yml 的 release.keep_bundles 决定保留几个）' },
};
