import { instead } from './absent.js';
import { refusedError, asText, semicolons, type ErrorEntry, type ErrorText } from './entry.js';

const busy: ErrorText = (d) => {
  if (d.original !== undefined)
    return `k: ${asText(d.app)} is being changed by the original (${asText(d.holder)}) since ${asText(d.since)}. If it is not at work any more: action=Deploy:Db:initdb frees what is older than an hour, with force=1 at once`;
  const by = `${asText(d.holder)} (${asText(d.action)}, job ${asText(d.job)})`;
  return d.line === undefined
    ? `k: ${asText(d.app)} is being changed by ${by} since ${asText(d.since)}`
    : `k: ${asText(d.app)} is about to be changed by ${by}, in line since ${asText(d.since)}`;
};

/** What a caller posted, and what an administrator set: refused, told, forgotten. */
export const requestErrors = {
  PARAMETERS_EMPTY: refusedError(
    400,
    () => 'no parameters were posted',
    () => 'post参数为空',
  ),
  ACTION_MISSING: refusedError(
    400,
    () => 'action is missing: name what to do, for example action=release',
    () => 'action参数不能为空',
  ),
  ACTION_UNKNOWN: refusedError(
    400,
    (d) =>
      `action: "${asText(d.action)}" is not an action${d.near === undefined ? '' : `, did you mean ${asText(d.near)}?`}; GET /rex lists them`,
    (d) => `不支持的action参数: ${asText(d.action)}${d.near === undefined ? '' : ` (是否为 ${asText(d.near)}?)`}`,
  ),
  ACTION_ABSENT: refusedError(
    400,
    (d) => `action: ${asText(d.action)} of RexDeployV3 is not in rexflow; ${instead(asText(d.action), 'en')}`,
    (d) => `rexflow 没有 RexDeployV3 的 action: ${asText(d.action)}; ${instead(asText(d.action), 'zh')}`,
  ),
  PARAMETER_MISSING: refusedError(
    400,
    (d) => `${asText(d.fields)}: missing, ${asText(d.action)} needs it`,
    (d) =>
      `当执行 ${asText(d.action)} 模块时,post参数为空,必须传参: ${Array.isArray(d.fields) ? d.fields.join(',') : asText(d.fields)}`,
  ),
  PARAMETER_INVALID: refusedError(400, (d) => `${asText(d.field)}: ${asText(d.reason)}`),
  PARAMETER_UNKNOWN: refusedError(
    400,
    (d) => `${asText(d.fields)}: not a parameter of ${asText(d.action)}, which takes ${asText(d.known)}`,
  ),
  PATH_MALFORMED: refusedError(
    400,
    (d) => `the path cannot be read: ${asText(d.path)} holds a % that begins no escape`,
  ),
  BODY_MALFORMED: refusedError(400, (d) => `the body cannot be read: ${asText(d.reason)}`),
  BODY_TOO_LARGE: refusedError(413, (d) => `the body is larger than the limit of ${asText(d.limit)} bytes`),
  SOURCES_DIFFER: refusedError(
    400,
    (d) => `the groups ${asText(d.groups)} do not take their programs from one source: release them one by one`,
  ),
  SOURCE_UNKNOWN: refusedError(
    400,
    (d) => `senv: "${asText(d.senv)}" is not an environment of config.yml; known are ${asText(d.known)}`,
  ),
  SOURCE_NOT_ALLOWED: refusedError(
    400,
    (d) =>
      `senv: "${asText(d.senv)}" may not be released to ${asText(d.environment)}; allowed are ${asText(d.allowed)}`,
  ),
  SOURCE_WITH_URL: refusedError(
    400,
    () => 'senv: cannot be given together with url and full',
    () => '当url和full都存在时,senv不能同时有值',
  ),
  URL_WITHOUT_FULL: refusedError(
    400,
    () => 'full: missing, a package (url, bundle) needs full=1 (merge over what runs) or full=2 (replace it)',
  ),
  FULL_WITHOUT_URL: refusedError(400, () => 'url: missing, full is only for a package, which url or bundle names'),
  SEVERAL_GROUPS: refusedError(
    400,
    (d) => `k: names the groups ${asText(d.groups)}, but a package holds the program of one group`,
    (d) => `${asText(d.k)}不存在或者存在多个k,目前仅支持下载单个url,单个k`,
  ),
  NOT_AUTOMATED: refusedError(400, (d) => `k: auto_deloy is not 1 for ${asText(d.apps)}`),
  APP_INCOMPLETE: refusedError(400, (d) => `k: ${asText(d.app)} lacks ${asText(d.columns)} in the catalogue`),
  APP_AMBIGUOUS: refusedError(
    400,
    (d) =>
      `k: ${asText(d.app)} is the app_key of several rows of the catalogue (id ${asText(d.ids)}), it must be of one`,
  ),
  PATHS_MEET: refusedError(
    409,
    (d) =>
      `k: ${semicolons(d.apps)} would be released over each other; give each directories of its own in ${asText(d.table)}, or keep one of them from being released: UPDATE ${asText(d.table)} SET auto_deloy = '0' WHERE id = <id>`,
    (d) =>
      `应用目录冲突,发布会互相覆盖: ${semicolons(d.apps)}; 请在 ${asText(d.table)} 中为每个应用配置各自的目录,或停用其中一个: UPDATE ${asText(d.table)} SET auto_deloy = '0' WHERE id = <id>`,
  ),
  SERVICES_MEET: refusedError(
    409,
    (d) =>
      `k: ${semicolons(d.apps)}: a release of one would stop and start the other; give each a service of its own (service.unit, program, name, project), set service.restart of both to reload, or keep one from being released: rexflow app set <app> enabled=false`,
    (d) =>
      `应用共用同一个服务,发布会互相停止和启动: ${semicolons(d.apps)}; 请为每个应用配置各自的服务,或将两者的 service.restart 设为 reload,或停用其中一个: rexflow app set <app> enabled=false`,
  ),
  RELEASED_APART: refusedError(
    409,
    (d) =>
      `k: ${asText(d.apps)} would both be put into ${asText(d.path)} by one request; release them one after the other, or set deploydir_same_level and backupdir_same_level to 1`,
    (d) =>
      `${asText(d.apps)} 在同一次请求中会使用同一个目录 ${asText(d.path)}; 请分开依次发布,或将 deploydir_same_level 和 backupdir_same_level 设为 1`,
  ),
  APP_UNKNOWN: refusedError(
    404,
    (d) => `k: no app_key or local_name is called ${asText(d.names)}`,
    (d) => `查询到数据为空，请确认是否正确的录入数据: ${asText(d.names)}`,
  ),
  APP_BUSY: refusedError(409, busy, (d) =>
    d.original === undefined
      ? busy(d)
      : `k: ${asText(d.app)} 正在被原系统(${asText(d.holder)})修改, 开始于 ${asText(d.since)}。如果原系统已不再运行: action=Deploy:Db:initdb 清除一小时以上的锁, force=1 立即清除`,
  ),
  HOLD: refusedError(
    503,
    (d) =>
      `the installation is held by ${asText(d.by)} since ${asText(d.since)}${d.until === undefined ? '' : ` until ${asText(d.until)}`}: ${asText(d.reason)}. Nothing that changes hosts begins until then; ${asText(d.command)} ends it`,
    (d) =>
      `系统已被 ${asText(d.by)} 暂停, 开始于 ${asText(d.since)}${d.until === undefined ? '' : `, 至 ${asText(d.until)}`}: ${asText(d.reason)}。暂停期间不会开始任何变更; 结束暂停: ${asText(d.command)}`,
  ),
  PAUSED: refusedError(
    409,
    (d) =>
      `job ${asText(d.job)} is paused by ${asText(d.by)} since ${asText(d.since)}; ${asText(d.command)} lets it go on`,
  ),
  NOT_PAUSABLE: refusedError(
    409,
    (d) =>
      `job ${asText(d.job)} (${asText(d.action)}) cannot be paused: ${
        { queued: 'it waits in the queue and has begun nothing', cancelled: 'it is being cancelled' }[
          asText(d.because)
        ] ?? 'it does all it does at once'
      }`,
  ),
  IDEMPOTENCY_MISMATCH: refusedError(
    409,
    (d) => `Idempotency-Key: already used for job ${asText(d.job)} with other parameters`,
  ),
  TOKEN_INVALID: refusedError(
    401,
    () => 'no valid token',
    () => 'token校验不通过',
  ),
  PERMISSION_DENIED: refusedError(403, (d) => `${asText(d.user)} may not do this`),
  TOKEN_UNKNOWN: refusedError(404, (d) => `there is no token ${asText(d.token)}`),
  LOGIN_FAILED: refusedError(
    401,
    () => 'username or password: not correct',
    () => '用户名不正确或密码不正确',
  ),
  TOO_MANY_LOGINS: refusedError(429, (d) => `too many logins: try again in ${asText(d.seconds)} s`),
  USER_EXISTS: refusedError(409, (d) => `there is a user ${asText(d.user)} already`),
  USER_UNKNOWN: refusedError(404, (d) => `there is no user ${asText(d.user)}`),
  PASSWORD_UNFIT: refusedError(400, (d) => `password: ${asText(d.reason)}`),
  UPLOAD_REFUSED: refusedError(400, (d) => `${asText(d.field)}: ${asText(d.reason)}`),
  UPLOAD_TOO_LARGE: refusedError(413, (d) => `upload: the file is larger than the limit of ${asText(d.limit)} bytes`),
  RELEASE_UNKNOWN: refusedError(
    404,
    (d) =>
      `to: "${asText(d.to)}" is no release of ${asText(d.apps)}; name the job id of a release or the randomStr of one of its records`,
  ),
  PLAN_UNKNOWN: refusedError(
    404,
    (d) => `plan: "${asText(d.hash)}" is the hash of no plan that is kept; make a plan and give its hash`,
  ),
  PLAN_FAILED: refusedError(409, (d) => `the plan ${asText(d.job)} came to nothing: ${asText(d.reason)}`),
  DIRECTORIES_DIFFER: refusedError(
    503,
    (d) =>
      `${asText(d.directory)} is not one place for all workers, so nobody knows which is meant: ${asText(d.places)}. Mount the same volume for all, or set the same path; rexflow doctor names who differs`,
    (d) => `各worker的${asText(d.directory)}不是同一目录, 无法确定使用哪一个: ${asText(d.places)}`,
  ),
  BUNDLE_UNKNOWN: refusedError(
    404,
    (d) => `there is no bundle ${asText(d.bundle)} in the store; GET /v1/bundles lists them`,
  ),
  BUNDLE_NOT_SEALED: refusedError(
    409,
    (d) => `${asText(d.bundle)} is an uploaded package; only what a release sealed can be compared, file by file`,
  ),
  BUNDLE_MISMATCH: refusedError(
    400,
    (d) =>
      `X-Content-Sha256: ${asText(d.expected)} was announced, but the sha256 of what arrived is ${asText(d.found)}`,
  ),
  COMPARE_UNKNOWN: refusedError(
    404,
    (d) =>
      `${asText(d.field)}: ${asText(d.name)} names no release: ${asText(d.reason)}. A release is named by its id, by group@version, or as group@live; rexflow list shows them`,
  ),
  COMPARE_APART: refusedError(
    409,
    (d) =>
      `${asText(d.from)} is of ${asText(d.fromGroups)} and ${asText(d.to)} of ${asText(d.toGroups)}: only releases of the same group can be compared; rexflow list shows them`,
  ),
  COMPARE_FAILED: refusedError(
    409,
    (d) =>
      `the configurations could not be compared (job ${asText(d.job)}): ${asText(d.reason)}; rexflow compare --files and --commits need no worker`,
  ),
  RETRY_NOTHING: refusedError(409, (d) =>
    d.apps === undefined
      ? `job ${asText(d.job)} has left nothing to do again: every app did what was asked`
      : `job ${asText(d.job)} has left nothing to do again on ${asText(d.apps)}: a retry has brought it there since`,
  ),
  UNDO_NOTHING: refusedError(409, (d) =>
    d.apps === undefined
      ? `nothing is left to undo of job ${asText(d.job)}: no app runs anything by it, or none any more`
      : `nothing is left to undo of job ${asText(d.job)} on ${asText(d.apps)}`,
  ),
  RELEASED_SINCE: refusedError(
    409,
    (d) =>
      `job ${asText(d.job)} is not the last word any more: ${semicolons(d.apps)}. Only what is live now can be finished or undone; rexflow app show names what came since`,
  ),
  JOB_UNSETTLED: refusedError(409, (d) => `job ${asText(d.job)} has not ended yet (${asText(d.state)})`),
  JOB_UNKNOWN: refusedError(404, (d) => `there is no job ${asText(d.job)}`),
  JOB_AMBIGUOUS: refusedError(
    409,
    (d) => `${asText(d.job)} is the beginning of several ids: ${asText(d.jobs)}; give more of it, or the whole id`,
    (d) => `${asText(d.job)} 是多个任务 id 的开头: ${asText(d.jobs)}; 请给出更多字符或完整 id`,
  ),
  JOB_SETTLED: refusedError(409, (d) => `job ${asText(d.job)} has ended already (${asText(d.outcome)})`),
  ROUTE_ABSENT: refusedError(
    404,
    (d) => `${asText(d.path)} of RexDeployV3 is not in rexflow; ${instead(asText(d.path), 'en')}`,
    (d) => `rexflow 没有 RexDeployV3 的 ${asText(d.path)}; ${instead(asText(d.path), 'zh')}`,
  ),
  ROUTE_UNKNOWN: refusedError(404, (d) => `there is nothing at ${asText(d.path)}`),
  LISTEN_FAILED: refusedError(
    500,
    (d) => `gateway.host, gateway.port: ${asText(d.address)} cannot be listened on: ${asText(d.reason)}`,
  ),
  QUEUE_UNSAFE: refusedError(
    500,
    (d) => `redis.url: maxmemory-policy is ${asText(d.policy)}, which throws jobs away; set it to noeviction`,
  ),
  SCHEMA_NEWER: refusedError(
    500,
    (d) =>
      `this program is too old for its database: ${asText(d.migration)} has changed the tables, and rexflow ${asText(d.version)} or newer is needed. Install rexflow ${asText(d.version)} here and start it; to stay with this version restore the copy of the database made before that upgrade (manual, Operations, "Going back to an older version")`,
    (d) =>
      `此程序版本过旧，无法使用该数据库：${asText(d.migration)} 已更改表结构，需要 rexflow ${asText(d.version)} 或更高版本。请在此安装并启动 rexflow ${asText(d.version)}；若要继续使用当前版本，请恢复升级前的数据库备份（见手册 Operations "Going back to an older version"）`,
  ),
  CONFIG_INVALID: refusedError(500, (d) => `config.yml is not usable:\n${asText(d.problems)}`),
} satisfies Record<string, ErrorEntry>;
