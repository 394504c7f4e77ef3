import type { backupStatements } from '../backups.js';
import type { ChineseOf } from './entry.js';

/** What a backup and a restore say of themselves, and what the doctor finds of backups. */
export const backupStatementsZh: ChineseOf<typeof backupStatements> = {
  'backup.never': { message: '尚未用 rexflow backup 做过备份' },
  'backup.last': { message: '最近一次备份在 {time} 前（{file}）' },
  'backup.old': {
    message: '最近一次备份在 {time} 前（{file}）',
    advice:
      '请查看下一次备份为何没有完成（systemctl status rexflow-backup），或立即备份：rexflow backup FILE。期限由 backup.warn_after 设定。',
  },
  'backup.made': { message: '{file}：{size}，时间 {at}' },
  'backup.holdsDatabase': { message: '数据库：{tables} 个表，{rows} 行' },
  'backup.holdsStore': { message: '存储（{mode}）：{bundles} 个发布包、{packages} 个软件包，{size}' },
  'backup.holdsConfig': { message: '配置：{files}' },
  'backup.holdsSecrets': { message: '已用口令加密：{files}' },
  'backup.leftOut': { message: '未给出口令（--passphrase-file F），因此未包含：{files}' },
  'backup.variables': { message: '环境变量的值不在任何备份中：{names}' },
  'backup.whole': { message: '{file} 完整：{entries} 个条目的校验和与写入时一致' },
  'backup.removed': { message: '保留 {n} 个，已删除：{files}' },
  'backup.ended': { message: '{signal}：已删除 {part}，未生成备份' },
  'backup.ask': { message: '口令：' },
  'backup.misused': { message: '{reason}；请参阅 rexflow {command} --help' },
  'restore.done': { message: '已从 {file}（{at}）恢复：本套为 {who}' },
  'restore.interrupted': { message: '备份时有 {n} 个请求正在进行，因结果未知，已记为失败：{ids}' },
  'restore.configKept': { message: '{path} 已存在，保持不变' },
  'restore.configWritten': { message: '已写入：{files}' },
  'restore.configLacking': { message: '备份中没有，需手工放置：{files}' },
  'restore.next': { message: '接下来：systemctl start rexflow-gateway rexflow-worker，然后 rexflow doctor' },
  'restore.newer': { message: '此处不知道备份之后的发布；每个应用的下一次发布会与其主机对齐并说明' },
  'restore.holdsRows': { message: '数据库 {database} 中有数据（{tables}）' },
  'restore.holdsStore': { message: '存储 {dir} 属于 {who}' },
  'restore.workersAlive': { message: '本套的 worker 正在运行（{workers}）' },
  'restore.gatewayAlive': { message: '有 gateway 在 {url} 应答' },
  'restore.failed': {
    message:
      '恢复已开始但未完成；完成之前 gateway 和 worker 不会启动。请排除故障后执行：rexflow restore {file} --replace',
  },
};
