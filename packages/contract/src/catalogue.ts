/**
 * Every piece of bad news rexflow can bring, by code. The kind decides what happens next: what is refused is told and
 * forgotten, what failed is undone, what is broken is tried again. `zh` is the text of the `/rex` envelope where the
 * reference has one; everything else is said in English.
 */
export type Kind = 'refused' | 'failed' | 'broken';

type Value = string | number | readonly string[] | undefined;
export type Details = Readonly<Record<string, Value>>;

interface Entry {
  kind: Kind;
  /** HTTP status when a request is answered with it at once. */
  status: number;
  en: (details: Details) => string;
  zh?: (details: Details) => string;
}

const say = (value: Value): string => (Array.isArray(value) ? value.join(', ') : String(value ?? ''));

const refused = (status: number, en: Entry['en'], zh?: Entry['zh']): Entry => ({
  kind: 'refused',
  status,
  en,
  ...(zh ? { zh } : {}),
});
const failed = (en: Entry['en']): Entry => ({ kind: 'failed', status: 200, en });
const broken = (en: Entry['en'], status = 503): Entry => ({ kind: 'broken', status, en });

const entries = {
  // What a caller posted.
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
    (d) => `action: "${say(d.action)}" is not an action; GET /rex lists them`,
    (d) => `不支持的action参数: ${say(d.action)}`,
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
  URL_WITHOUT_FULL: refused(400, () => 'full: missing, url needs full=1 (merge over what runs) or full=2 (replace it)'),
  FULL_WITHOUT_URL: refused(400, () => 'url: missing, full is only for a package fetched from a url'),
  SEVERAL_GROUPS: refused(
    400,
    (d) => `k: names the groups ${say(d.groups)}, but a url holds the program of one group`,
    (d) => `${say(d.k)}不存在或者存在多个k,目前仅支持下载单个url,单个k`,
  ),
  NOT_AUTOMATED: refused(400, (d) => `k: auto_deloy is not 1 for ${say(d.apps)}`),
  APP_INCOMPLETE: refused(400, (d) => `k: ${say(d.app)} lacks ${say(d.columns)} in the catalogue`),
  APP_AMBIGUOUS: refused(
    400,
    (d) => `k: ${say(d.app)} is the app_key of several rows of the catalogue (id ${say(d.ids)}), it must be of one`,
  ),
  APP_UNKNOWN: refused(
    404,
    (d) => `k: no app_key or local_name is called ${say(d.names)}`,
    (d) => `查询到数据为空，请确认是否正确的录入数据: ${say(d.names)}`,
  ),
  APP_BUSY: refused(
    409,
    (d) =>
      `k: ${say(d.app)} is being changed by ${say(d.holder)} (${say(d.action)}, job ${say(d.job)}) since ${say(d.since)}`,
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
  PERMISSION_DENIED: refused(403, (d) => `${say(d.user)} may not do this`),
  RELEASE_UNKNOWN: refused(
    404,
    (d) =>
      `to: "${say(d.to)}" is no release of ${say(d.apps)}; name the job id of a release or the randomStr of one of its records`,
  ),
  RETRY_NOTHING: refused(409, (d) => `job ${say(d.job)} has left nothing to do again: every app did what was asked`),
  JOB_UNSETTLED: refused(409, (d) => `job ${say(d.job)} has not ended yet (${say(d.state)})`),
  JOB_UNKNOWN: refused(404, (d) => `there is no job ${say(d.job)}`),
  JOB_SETTLED: refused(409, (d) => `job ${say(d.job)} has ended already (${say(d.outcome)})`),
  ROUTE_UNKNOWN: refused(404, (d) => `there is nothing at ${say(d.path)}`),
  LISTEN_FAILED: refused(
    500,
    (d) => `gateway.host, gateway.port: ${say(d.address)} cannot be listened on: ${say(d.reason)}`,
  ),
  QUEUE_UNSAFE: refused(
    500,
    (d) => `redis.url: maxmemory-policy is ${say(d.policy)}, which throws jobs away; set it to noeviction`,
  ),
  CONFIG_INVALID: refused(500, (d) => `config.yml is not usable:\n${say(d.problems)}`),

  // What a release is made of.
  DOWNLOAD_FAILED: failed((d) => `url: ${say(d.url)} could not be fetched: ${say(d.reason)}`),
  DOWNLOAD_TIMEOUT: failed((d) => `url: ${say(d.url)} was not fetched within ${say(d.seconds)} s`),
  DOWNLOAD_TOO_LARGE: failed((d) => `url: ${say(d.url)} is larger than the limit of ${say(d.limit)} bytes`),
  ARCHIVE_UNKNOWN: failed((d) => `url: ${say(d.file)} is named like an archive but is none: ${say(d.reason)}`),
  ARCHIVE_DAMAGED: failed((d) => `url: ${say(d.file)} cannot be unpacked: ${say(d.reason)}`),
  ARCHIVE_TOO_LARGE: failed(
    (d) => `url: ${say(d.file)} unpacks to more than the limit of ${say(d.limit)} ${say(d.unit)}`,
  ),
  ARCHIVE_ESCAPES: failed((d) => `url: ${say(d.file)} holds "${say(d.entry)}", which leads outside of its directory`),
  ARCHIVE_NAME_NOT_ALLOWED: failed(
    (d) => `url: the package holds ${say(d.names)} at its top, but checkdir allows ${say(d.allowed) || 'nothing'}`,
  ),
  TREE_MISSING: failed((d) => `${say(d.what)}: the directory ${say(d.path)} does not exist`),
  TREE_EMPTY: failed((d) => `${say(d.what)}: the directory ${say(d.path)} is empty, there is nothing to release`),
  TREE_ESCAPES: failed((d) => `${say(d.what)}: the link ${say(d.path)} leads outside of its directory`),
  TREE_CONFLICT: failed((d) => `${say(d.what)}: ${say(d.path)} cannot be merged: ${say(d.reason)}`),
  FILES_MISSING: failed((d) => `${say(d.what)}: ${say(d.paths)} not found in ${say(d.dir)}`),
  SOURCE_APP_MISSING: failed((d) => `senv: ${say(d.senv)} has no app of the group ${say(d.group)}`),
  INIT_COMMAND_FAILED: failed(
    (d) => `${say(d.command)} of ${say(d.of)} ended with status ${say(d.status)}: ${say(d.output)}`,
  ),
  LOCAL_IO: failed((d) => `${say(d.what)}: ${say(d.reason)}`),

  // What a host said.
  AUTHENTICATION: failed(
    (d) => `${say(d.host)} refused the login of ${say(d.user)}: check the key or password in config.yml`,
  ),
  HOST_KEY_CHANGED: failed(
    (d) =>
      `${say(d.host)} shows another host key (${say(d.seen)}) than the one known (${say(d.known)}): find out why, then remove the known key`,
  ),
  HOST_KEY_UNKNOWN: failed(
    (d) =>
      `${say(d.host)} shows the host key ${say(d.seen)}, which known_hosts does not hold: make sure it is that host's, then add it (ssh-keyscan)`,
  ),
  DISK_FULL: failed((d) => `${say(d.path)} has ${say(d.free)} KiB free, ${say(d.needed)} KiB are needed`),
  NOT_WRITABLE: failed((d) => `${say(d.path)} cannot be written by ${say(d.user)}`),
  INIT_MISSING: failed((d) => `the init script ${say(d.path)} is missing or not executable`),
  FENCE_OLD: failed(
    (d) => `the host has seen a newer holder (${say(d.seen)}) than this one (${say(d.fence)}): nothing was changed`,
  ),
  TRANSFER_FAILED: failed((d) => `carrying ${say(d.what)} failed: ${say(d.reason)}`),
  VERIFY_FAILED: failed((d) => `${say(d.path)} does not hold what was sent: ${say(d.reason)}`),
  STOP_FAILED: failed((d) => `the application does not stop: ${say(d.processes)} processes are left`),
  SWITCH_FAILED: failed((d) => `the live link ${say(d.path)} could not be switched: ${say(d.reason)}`),
  START_FAILED: failed((d) => `the application does not run after start: ${say(d.reason)}`),
  HEALTH_FAILED: failed((d) => `${say(d.url)} is not healthy: ${say(d.reason)}`),
  NOT_CONFIRMED: failed(
    (d) => `nobody confirmed within ${say(d.seconds)} s that the application is healthy, the host went back by itself`,
  ),
  UNDONE: failed((d) => `put back, because the release failed on ${say(d.apps)}`),
  NO_PREVIOUS: failed((d) => `${say(d.app)} has no release to go back to: ${say(d.reason)}`),
  TARGET_GONE: failed((d) => `${say(d.path)} is no longer on the host`),
  COMMAND_FAILED: failed((d) => `${say(d.what)} ended with status ${say(d.status)}: ${say(d.reason)}`),
  DEADLINE: failed((d) => `${say(d.what)} did not end within ${say(d.seconds)} s and was stopped`),
  CANCELLED: failed((d) => `cancelled by ${say(d.by)}`),
  LEASE_LOST: failed((d) => `${say(d.app)} is held by someone else now; nothing more was changed here`),
  BUNDLE_GONE: failed(
    (d) => `the bundle of job ${say(d.job)} is no longer in the store, it cannot be sent again: release anew`,
  ),
  LOST: failed((d) => `${say(d.what)} was interrupted and what became of it is not known`),
  INTERNAL: failed((d) => `something rexflow does not expect: ${say(d.reason)}`),

  // What is away for a while.
  UNREACHABLE: broken((d) => `${say(d.host)} cannot be reached: ${say(d.reason)}`),
  CONNECTION_LOST: broken((d) => `the connection to ${say(d.host)} was lost: ${say(d.reason)}`),
  QUEUE_AWAY: broken((d) => `Redis is away: ${say(d.reason)}`),
  MYSQL_AWAY: broken((d) => `MySQL is away: ${say(d.reason)}`),
  HELD_ELSEWHERE: broken((d) => `${say(d.what)} is in the hands of another worker`),
  SHUTTING_DOWN: broken(() => 'this process is ending; the work is handed on'),
} satisfies Record<string, Entry>;

export type Code = keyof typeof entries;

export const catalogue: Readonly<Record<Code, Entry>> = entries;
