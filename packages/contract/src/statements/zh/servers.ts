import type { serverStatements } from '../servers.js';
import type { ChineseOf } from './entry.js';

const redisMemory = '已使用 {used} MiB，上限 {limit} MiB';
const durable =
  '请开启：redis-cli CONFIG SET appendonly yes，并写入 redis.conf。否则重启会丢失队列，半分钟内由 MySQL 重新填充。';
const raiseMemory = '请调大：redis-cli CONFIG SET maxmemory <字节数>，并写入 redis.conf。';
const granted =
  '请执行 GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX ON <database>.*，授予 config.yml 中的 environments.<name>.mysql.user。';

/** What the doctor finds of Redis, of MySQL, and of the clocks of all. */
export const serverStatementsZh: ChineseOf<typeof serverStatements> = {
  'server.version': { message: '{server} {version}' },
  'clock.ofRedis': { message: 'Redis 的时钟' },
  'clock.ofMysql': { message: 'MySQL 的时钟' },
  'clock.ofWorker': { message: 'worker {worker} 的时钟' },
  'clock.ofGateway': { message: 'gateway' },
  'clock.ahead': { message: '{clock} 比 {other} 快 {time}' },
  'clock.behind': { message: '{clock} 比 {other} 慢 {time}' },
  'clock.deviates': {
    message: '{deviation}',
    advice: '请保持所有机器的时钟一致（chrony、systemd-timesyncd）：timedatectl、chronyc makestep。',
  },
  'redis.answers': { message: 'Redis 可访问' },
  'redis.takes': { message: 'Redis 可写入' },
  'redis.versionHidden': { message: 'Redis 未告知其版本', advice: '请使用 Redis 7 或更高版本。' },
  'redis.old': {
    message: 'Redis {version} 版本过旧',
    advice: '请升级到 Redis 7 或更高版本，rexflow 以此测试；BullMQ 至少需要 6.2。',
  },
  'redis.policy': { message: 'maxmemory-policy 为 noeviction' },
  'redis.policyHidden': { message: 'Redis 未告知其 maxmemory-policy', advice: '请确认它是 noeviction。' },
  'redis.policyWrong': {
    message: 'maxmemory-policy 为 {policy}，内存用尽时会丢弃任务',
    advice: '请设置：redis-cli CONFIG SET maxmemory-policy noeviction，并写入 redis.conf。',
  },
  'redis.durable': { message: 'appendonly 已开启' },
  'redis.durableHidden': { message: 'Redis 未告知 appendonly 是否开启', advice: durable },
  'redis.notDurable': { message: 'appendonly 未开启', advice: durable },
  'redis.memoryUnlimited': { message: '已使用 {used} MiB，未设上限' },
  'redis.memory': { message: redisMemory },
  'redis.memoryNearly': { message: redisMemory, advice: `${raiseMemory}用尽后任何请求都无法排队。` },
  'redis.memoryFull': {
    message: `Redis 内存已满：${redisMemory}`,
    advice: `${raiseMemory}在此之前任何请求都无法排队。`,
  },
  'mysql.answers': { message: 'MySQL 可访问' },
  'mysql.old': {
    message: '{server} {version} 版本过旧',
    advice: '请升级到 MySQL 8 或 MariaDB 10.11，rexflow 以此测试。',
  },
  'mysql.allowed': { message: 'rexflow 所需的权限均已具备' },
  'mysql.refused': { message: 'MySQL 用户缺少权限：{refused;}', advice: granted },
  'mysql.ungranted': {
    message: 'rexflow 目前所需的权限均已具备；升级还需要 {ungranted}，而 SHOW GRANTS 中没有',
    advice: granted,
  },
  'mysql.excess': {
    message: 'MySQL 用户的权限超出 rexflow 所需：{excess}',
    advice: `得到其密码的人也会拥有这些权限。请先对该用户执行 REVOKE ALL PRIVILEGES, GRANT OPTION FROM <user>，然后${granted}`,
  },
  'mysql.migrated': { message: '表结构与当前版本一致' },
  'mysql.pending': { message: '尚未执行：{pending}', advice: '请重启 gateway：启动时会执行迁移。' },
  'mysql.tablesNewer': {
    message: '表结构比此 gateway 的版本新（{migrations}）',
    advice: '请将此 gateway 也升级；新的表结构只会增加内容，不影响现有内容。',
  },
  'mysql.room': { message: 'rexflow 的表占用 {size}（{largest;}）；保留期限：{kept}' },
  'mysql.tableRoom': { message: '{table} {size}，{rows} 行' },
  'mysql.keptDays': { message: '{what} {days} 天' },
  'mysql.keptForever': { message: '{what} 永久' },
};
