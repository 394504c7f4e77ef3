import type { StatementWords } from '../words/statement.js';

const redisMemory = '{used} MiB of {limit} MiB used';
const durable =
  'Turn it on: redis-cli CONFIG SET appendonly yes, and the same in redis.conf. Without it a restart forgets the queue, which is filled again from MySQL within half a minute.';
const raiseMemory = 'Raise it: redis-cli CONFIG SET maxmemory <bytes>, and the same in redis.conf.';
const granted =
  'GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX ON <database>.* to environments.<name>.mysql.user of config.yml.';

/** What the doctor finds of Redis, of MySQL, and of the clocks of all. */
export const serverStatements = {
  'server.version': { message: '{server} {version}' },
  'clock.ofRedis': { message: 'the clock of Redis' },
  'clock.ofMysql': { message: 'the clock of MySQL' },
  'clock.ofWorker': { message: 'worker {worker}' },
  'clock.ofGateway': { message: "the gateway's" },
  'clock.ahead': { message: '{clock} is {time} ahead of {other}' },
  'clock.behind': { message: '{clock} is {time} behind {other}' },
  'clock.deviates': {
    message: '{deviation}',
    advice: 'Keep the clocks of all machines together (chrony, systemd-timesyncd): timedatectl, chronyc makestep.',
  },
  'redis.answers': { message: 'Redis answers' },
  'redis.takes': { message: 'Redis takes what it is given' },
  'redis.versionHidden': { message: 'Redis does not tell its version', advice: 'Use Redis 7 or newer.' },
  'redis.old': {
    message: 'Redis {version}',
    advice: 'Upgrade to Redis 7 or newer, which rexflow is tested with; BullMQ needs 6.2 at least.',
  },
  'redis.policy': { message: 'maxmemory-policy is noeviction' },
  'redis.policyHidden': {
    message: 'Redis does not tell its maxmemory-policy',
    advice: 'Make sure it is noeviction.',
  },
  'redis.policyWrong': {
    message: 'maxmemory-policy is {policy}, which throws jobs away when memory runs out',
    advice: 'Set it: redis-cli CONFIG SET maxmemory-policy noeviction, and the same in redis.conf.',
  },
  'redis.durable': { message: 'appendonly is on' },
  'redis.durableHidden': { message: 'Redis does not tell whether appendonly is on', advice: durable },
  'redis.notDurable': { message: 'appendonly is off', advice: durable },
  'redis.memoryUnlimited': { message: '{used} MiB used, without a limit' },
  'redis.memory': { message: redisMemory },
  'redis.memoryNearly': {
    message: redisMemory,
    advice: `${raiseMemory} When it is used up, no request can be queued.`,
  },
  'redis.memoryFull': {
    message: `Redis is full: ${redisMemory}`,
    advice: `${raiseMemory} Until then no request can be queued.`,
  },
  'mysql.answers': { message: 'MySQL answers' },
  'mysql.old': {
    message: '{server} {version}',
    advice: 'Upgrade to MySQL 8 or MariaDB 10.11, which rexflow is tested with.',
  },
  'mysql.allowed': { message: 'all rexflow does is allowed' },
  'mysql.refused': { message: 'the user of MySQL may not: {refused;}', advice: granted },
  'mysql.ungranted': {
    message: 'all rexflow does now is allowed; an upgrade also needs {ungranted}, which SHOW GRANTS does not show',
    advice: granted,
  },
  'mysql.excess': {
    message: 'the user of MySQL may do more than rexflow ever does: {excess}',
    advice: `Whoever gets hold of its password may, too. REVOKE ALL PRIVILEGES, GRANT OPTION FROM the user, then ${granted}`,
  },
  'mysql.migrated': { message: 'the tables are of this version' },
  'mysql.pending': { message: 'not run: {pending}', advice: 'Restart the gateway: migrations run at start.' },
  'mysql.tablesNewer': {
    message: 'the tables are of a newer version than this gateway ({migrations})',
    advice: 'Upgrade this gateway, too; newer tables only add to what it knows.',
  },
  'mysql.room': { message: 'the tables of rexflow take {size} ({largest;}); kept are {kept}' },
  'mysql.tableRoom': { message: '{table} {size}, {rows} rows' },
  'mysql.keptDays': { message: '{what} {days} days' },
  'mysql.keptForever': { message: '{what} for ever' },
} as const satisfies Record<string, StatementWords>;
