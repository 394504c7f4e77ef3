import { broken, failed, say, type Details, type Entry } from './entry.js';

/** How full, where that was asked. */
const filled = ({ used, max }: Details, [first, second, third]: [string, string, string]): string =>
  used === undefined ? '' : `: ${first}${say(used)}${second}${say(max)}${third}`;

/** The database of another environment. */
const sourceOf = ({ environment, mysql, database }: Details): string =>
  `the database of ${say(environment)} (MySQL ${say(mysql)}, ${say(database)})`;

/** What is away for a while. */
export const away = {
  UNREACHABLE: broken(
    'unreachable',
    (d) => `${say(d.host)} cannot be reached: ${say(d.reason)}`,
    (d) =>
      `See whether ${say(d.host)} is up and its sshd listens for the worker (ssh ${say(d.host)}); mind port and jump in config.yml.`,
  ),
  CONNECTION_LOST: broken(
    'unreachable',
    (d) => `the connection to ${say(d.host)} was lost: ${say(d.reason)}`,
    (d) => `Look at ${say(d.host)} and at the network to it: was it restarted, is sshd full? Then retry.`,
  ),
  HOST_BUSY: broken(
    'lease',
    (d) => `another command still works on this app on its host after ${say(d.seconds)} s (${say(d.path)} is held)`,
    (d) =>
      `It is asked again. If it stays so, see on the host what holds the lock (fuser -v ${say(d.path)}) and what that waits for.`,
  ),
  QUEUE_AWAY: broken(
    'dependency',
    (d) => `Redis is away: ${say(d.reason)}`,
    () => 'Start Redis, or correct redis.url in config.yml; /readyz tells when it is back.',
  ),
  QUEUE_FULL: broken(
    'dependency',
    (d) => `Redis is full${filled(d, ['', ' MiB used, maxmemory is ', ' MiB'])}; nothing more can be queued`,
    () =>
      'Raise the limit: redis-cli CONFIG SET maxmemory <bytes>, and the same in redis.conf; redis-cli --bigkeys shows what fills it.',
    (d) => `Redis内存已满${filled(d, ['已用 ', ' MiB, maxmemory为 ', ' MiB'])}, 无法再排队`,
  ),
  QUEUE_READONLY: broken(
    'dependency',
    (d) => `Redis answers, but takes nothing: ${say(d.reason)}`,
    () =>
      'Let redis.url name the primary (redis-cli ROLE), and make room (df) where Redis saves; its log says which of the two it is.',
    (d) => `Redis有应答但拒绝写入: ${say(d.reason)}`,
  ),
  MYSQL_AWAY: broken(
    'dependency',
    (d) => `MySQL is away: ${say(d.reason)}`,
    () => 'Start MySQL, or correct environments.<name>.mysql in config.yml; /readyz tells when it is back.',
  ),
  MYSQL_UNKNOWN: broken(
    'dependency',
    (d) =>
      d.job === undefined
        ? `MySQL was lost before it said whether it kept a change (${say(d.reason)}): it may have been done`
        : `MySQL was lost while job ${say(d.job)} was being stored (${say(d.reason)}): it may have been accepted and run`,
    (d) =>
      d.job === undefined
        ? 'Look whether it was done before you ask for it again; /readyz tells when MySQL is back.'
        : `Look at GET /rex/jobs/${say(d.job)} before you post again: 404 says that it was not accepted; /readyz tells when MySQL is back.`,
    (d) =>
      d.job === undefined
        ? `MySQL连接在确认写入之前中断(${say(d.reason)}): 操作可能已生效, 重试前请先查看`
        : `MySQL连接在保存任务 ${say(d.job)} 时中断(${say(d.reason)}): 任务可能已被接受并执行, 重新提交前请先查看 GET /rex/jobs/${say(d.job)}`,
  ),
  SOURCE_AWAY: broken(
    'dependency',
    (d) => `${sourceOf(d)} is away: ${say(d.reason)}`,
    (d) =>
      `Start it, or correct environments.${say(d.environment)}.mysql in config.yml (rexflow doctor asks it), and post again.`,
    (d) =>
      `来源环境 ${say(d.environment)} 的数据库(MySQL ${say(d.mysql)}, ${say(d.database)})无法连接: ${say(d.reason)}`,
  ),
  SOURCE_REFUSED: {
    ...failed(
      'dependency',
      (d) => `${sourceOf(d)} refuses: ${say(d.reason)}`,
      (d) =>
        `Correct user, password, database or tables under environments.${say(d.environment)} in config.yml, or GRANT SELECT; rexflow doctor asks it.`,
    ),
    zh: (d) =>
      `来源环境 ${say(d.environment)} 的数据库(MySQL ${say(d.mysql)}, ${say(d.database)})拒绝访问: ${say(d.reason)}`,
  },
  HELD_ELSEWHERE: broken(
    'lease',
    (d) => `${say(d.what)} is in the hands of another worker`,
    () => 'Nothing: the other worker goes on with it, or it is taken over when its lease has run out.',
  ),
  DIRECTORY_ELSEWHERE: broken(
    'lease',
    (d) => `${say(d.directory)} of this worker (${say(d.path)}) is not the one the request was accepted for`,
    () => 'Nothing: a worker that has it goes on. Let all workers share their directories, and any of them can.',
    (d) => `本worker的${say(d.directory)} (${say(d.path)}) 不是该请求所用的目录`,
  ),
  SHUTTING_DOWN: broken(
    'lease',
    () => 'this process is ending; the work is handed on',
    () => 'Nothing: another worker takes the work up. If none is running, start one.',
  ),
} satisfies Record<string, Entry>;
