import { instead } from './absent.js';
import { refused, say, type Details, type Entry, type Sentence } from './entry.js';

/** Several sentences in one. */
const semicolons = (value: Details[string]): string => (Array.isArray(value) ? value.join('; ') : say(value));

const busy: Sentence = (d) => {
  if (d.original !== undefined)
    return `k: ${say(d.app)} is being changed by the original (${say(d.holder)}) since ${say(d.since)}. If it is not at work any more: action=Deploy:Db:initdb frees what is older than an hour, with force=1 at once`;
  const by = `${say(d.holder)} (${say(d.action)}, job ${say(d.job)})`;
  return d.line === undefined
    ? `k: ${say(d.app)} is being changed by ${by} since ${say(d.since)}`
    : `k: ${say(d.app)} is about to be changed by ${by}, in line since ${say(d.since)}`;
};

/** What a caller posted, and what an administrator set: refused, told, forgotten. */
export const requests = {
  PARAMETERS_EMPTY: refused(
    400,
    () => 'no parameters were posted',
    () => 'post参数为空',
  ),
  ACTION_MISSING: refused(
    400,
    () => 'action is missing: name what to do, for example action=release',
    () => 'action参数不能为空',
  ),
  ACTION_UNKNOWN: refused(
    400,
    (d) =>
      `action: "${say(d.action)}" is not an action${d.near === undefined ? '' : `, did you mean ${say(d.near)}?`}; GET /rex lists them`,
    (d) => `不支持的action参数: ${say(d.action)}${d.near === undefined ? '' : ` (是否为 ${say(d.near)}?)`}`,
  ),
  ACTION_ABSENT: refused(
    400,
    (d) => `action: ${say(d.action)} of RexDeployV3 is not in rexflow; ${instead(say(d.action), 'en')}`,
    (d) => `rexflow 没有 RexDeployV3 的 action: ${say(d.action)}; ${instead(say(d.action), 'zh')}`,
  ),
  PARAMETER_MISSING: refused(
    400,
    (d) => `${say(d.fields)}: missing, ${say(d.action)} needs it`,
    (d) =>
      `当执行 ${say(d.action)} 模块时,post参数为空,必须传参: ${Array.isArray(d.fields) ? d.fields.join(',') : say(d.fields)}`,
  ),
  PARAMETER_INVALID: refused(400, (d) => `${say(d.field)}: ${say(d.reason)}`),
  PARAMETER_UNKNOWN: refused(
    400,
    (d) => `${say(d.fields)}: not a parameter of ${say(d.action)}, which takes ${say(d.known)}`,
  ),
  PATH_MALFORMED: refused(400, (d) => `the path cannot be read: ${say(d.path)} holds a % that begins no escape`),
  BODY_MALFORMED: refused(400, (d) => `the body cannot be read: ${say(d.reason)}`),
  BODY_TOO_LARGE: refused(413, (d) => `the body is larger than the limit of ${say(d.limit)} bytes`),
  SOURCE_UNKNOWN: refused(
    400,
    (d) => `senv: "${say(d.senv)}" is not an environment of config.yml; known are ${say(d.known)}`,
  ),
  SOURCE_NOT_ALLOWED: refused(
    400,
    (d) => `senv: "${say(d.senv)}" may not be released to ${say(d.environment)}; allowed are ${say(d.allowed)}`,
  ),
  SOURCE_WITH_URL: refused(
    400,
    () => 'senv: cannot be given together with url and full',
    () => '当url和full都存在时,senv不能同时有值',
  ),
  URL_WITHOUT_FULL: refused(
    400,
    () => 'full: missing, a package (url, bundle) needs full=1 (merge over what runs) or full=2 (replace it)',
  ),
  FULL_WITHOUT_URL: refused(400, () => 'url: missing, full is only for a package, which url or bundle names'),
  SEVERAL_GROUPS: refused(
    400,
    (d) => `k: names the groups ${say(d.groups)}, but a package holds the program of one group`,
    (d) => `${say(d.k)}不存在或者存在多个k,目前仅支持下载单个url,单个k`,
  ),
  NOT_AUTOMATED: refused(400, (d) => `k: auto_deloy is not 1 for ${say(d.apps)}`),
  APP_INCOMPLETE: refused(400, (d) => `k: ${say(d.app)} lacks ${say(d.columns)} in the catalogue`),
  APP_AMBIGUOUS: refused(
    400,
    (d) => `k: ${say(d.app)} is the app_key of several rows of the catalogue (id ${say(d.ids)}), it must be of one`,
  ),
  PATHS_MEET: refused(
    409,
    (d) =>
      `k: ${semicolons(d.apps)} would be released over each other; give each directories of its own in ${say(d.table)}, or keep one of them from being released: UPDATE ${say(d.table)} SET auto_deloy = '0' WHERE id = <id>`,
    (d) =>
      `应用目录冲突,发布会互相覆盖: ${semicolons(d.apps)}; 请在 ${say(d.table)} 中为每个应用配置各自的目录,或停用其中一个: UPDATE ${say(d.table)} SET auto_deloy = '0' WHERE id = <id>`,
  ),
  RELEASED_APART: refused(
    409,
    (d) =>
      `k: ${say(d.apps)} would both be put into ${say(d.path)} by one request; release them one after the other, or set deploydir_same_level and backupdir_same_level to 1`,
    (d) =>
      `${say(d.apps)} 在同一次请求中会使用同一个目录 ${say(d.path)}; 请分开依次发布,或将 deploydir_same_level 和 backupdir_same_level 设为 1`,
  ),
  APP_UNKNOWN: refused(
    404,
    (d) => `k: no app_key or local_name is called ${say(d.names)}`,
    (d) => `查询到数据为空，请确认是否正确的录入数据: ${say(d.names)}`,
  ),
  APP_BUSY: refused(409, busy, (d) =>
    d.original === undefined
      ? busy(d)
      : `k: ${say(d.app)} 正在被原系统(${say(d.holder)})修改, 开始于 ${say(d.since)}。如果原系统已不再运行: action=Deploy:Db:initdb 清除一小时以上的锁, force=1 立即清除`,
  ),
  IDEMPOTENCY_MISMATCH: refused(
    409,
    (d) => `Idempotency-Key: already used for job ${say(d.job)} with other parameters`,
  ),
  TOKEN_INVALID: refused(
    401,
    () => 'no valid token',
    () => 'token校验不通过',
  ),
  PERMISSION_DENIED: refused(403, (d) => `${say(d.user)} may not do this`),
  TOKEN_UNKNOWN: refused(404, (d) => `there is no token ${say(d.token)}`),
  LOGIN_FAILED: refused(
    401,
    () => 'username or password: not correct',
    () => '用户名不正确或密码不正确',
  ),
  TOO_MANY_LOGINS: refused(429, (d) => `too many logins: try again in ${say(d.seconds)} s`),
  USER_EXISTS: refused(409, (d) => `there is a user ${say(d.user)} already`),
  USER_UNKNOWN: refused(404, (d) => `there is no user ${say(d.user)}`),
  PASSWORD_UNFIT: refused(400, (d) => `password: ${say(d.reason)}`),
  UPLOAD_REFUSED: refused(400, (d) => `${say(d.field)}: ${say(d.reason)}`),
  UPLOAD_TOO_LARGE: refused(413, (d) => `upload: the file is larger than the limit of ${say(d.limit)} bytes`),
  RELEASE_UNKNOWN: refused(
    404,
    (d) =>
      `to: "${say(d.to)}" is no release of ${say(d.apps)}; name the job id of a release or the randomStr of one of its records`,
  ),
  PLAN_UNKNOWN: refused(
    404,
    (d) => `plan: "${say(d.hash)}" is the hash of no plan that is kept; make a plan and give its hash`,
  ),
  PLAN_FAILED: refused(409, (d) => `the plan ${say(d.job)} came to nothing: ${say(d.reason)}`),
  DIRECTORIES_DIFFER: refused(
    503,
    (d) =>
      `${say(d.directory)} is not one place for all workers, so nobody knows which is meant: ${say(d.places)}. Mount the same volume for all, or set the same path; rexflow doctor names who differs`,
    (d) => `各worker的${say(d.directory)}不是同一目录, 无法确定使用哪一个: ${say(d.places)}`,
  ),
  BUNDLE_UNKNOWN: refused(404, (d) => `there is no bundle ${say(d.bundle)} in the store; GET /v1/bundles lists them`),
  BUNDLE_NOT_SEALED: refused(
    409,
    (d) => `${say(d.bundle)} is an uploaded package; only what a release sealed can be compared, file by file`,
  ),
  BUNDLE_MISMATCH: refused(
    400,
    (d) => `X-Content-Sha256: ${say(d.expected)} was announced, but the sha256 of what arrived is ${say(d.found)}`,
  ),
  RETRY_NOTHING: refused(409, (d) => `job ${say(d.job)} has left nothing to do again: every app did what was asked`),
  JOB_UNSETTLED: refused(409, (d) => `job ${say(d.job)} has not ended yet (${say(d.state)})`),
  JOB_UNKNOWN: refused(404, (d) => `there is no job ${say(d.job)}`),
  JOB_SETTLED: refused(409, (d) => `job ${say(d.job)} has ended already (${say(d.outcome)})`),
  ROUTE_ABSENT: refused(
    404,
    (d) => `${say(d.path)} of RexDeployV3 is not in rexflow; ${instead(say(d.path), 'en')}`,
    (d) => `rexflow 没有 RexDeployV3 的 ${say(d.path)}; ${instead(say(d.path), 'zh')}`,
  ),
  ROUTE_UNKNOWN: refused(404, (d) => `there is nothing at ${say(d.path)}`),
  LISTEN_FAILED: refused(
    500,
    (d) => `gateway.host, gateway.port: ${say(d.address)} cannot be listened on: ${say(d.reason)}`,
  ),
  QUEUE_UNSAFE: refused(
    500,
    (d) => `redis.url: maxmemory-policy is ${say(d.policy)}, which throws jobs away; set it to noeviction`,
  ),
  SCHEMA_NEWER: refused(
    500,
    (d) =>
      `this program is too old for its database: ${say(d.migration)} has changed the tables, and rexflow ${say(d.version)} or newer is needed. Install rexflow ${say(d.version)} here and start it; to stay with this version restore the copy of the database made before that upgrade (README, "Going back to an older version")`,
    (d) =>
      `此程序版本过旧，无法使用该数据库：${say(d.migration)} 已更改表结构，需要 rexflow ${say(d.version)} 或更高版本。请在此安装并启动 rexflow ${say(d.version)}；若要继续使用当前版本，请恢复升级前的数据库备份（见 README "Going back to an older version"）`,
  ),
  CONFIG_INVALID: refused(500, (d) => `config.yml is not usable:\n${say(d.problems)}`),
} satisfies Record<string, Entry>;
