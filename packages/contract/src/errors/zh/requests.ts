import type { requestErrors } from '../requests.js';
import type { Details } from '../entry.js';
import { zhRefused, zhSentences, zhStated, zhText, type ChineseEntry } from './entry.js';

function busy(d: Details): string {
  if (d.original !== undefined)
    return `k：原系统（${zhText(d.holder)}）自 ${zhText(d.since)} 起正在修改 ${zhText(d.app)}。若原系统已停止，可执行 action=Deploy:Db:initdb 释放一小时以前的锁，加 force=1 立即释放`;
  const by = `${zhText(d.holder)}（${zhText(d.action)}，任务 ${zhText(d.job)}）`;
  return d.line === undefined
    ? `k：${zhText(d.app)} 自 ${zhText(d.since)} 起被 ${by} 占用`
    : `k：${by} 自 ${zhText(d.since)} 起排队，即将修改 ${zhText(d.app)}`;
}

/** What a caller posted, and what an administrator set. */
export const requestErrorsZh: Record<keyof typeof requestErrors, ChineseEntry> = {
  PARAMETERS_EMPTY: zhRefused(() => '未提交任何参数'),
  ACTION_MISSING: zhRefused(() => '缺少 action：请指明要做什么，例如 action=release'),
  ACTION_UNKNOWN: zhRefused(
    (d) =>
      `action：没有名为“${zhText(d.action)}”的操作${d.near === undefined ? '' : `，是否为 ${zhText(d.near)}？`}；GET /rex 可列出全部操作`,
  ),
  ACTION_ABSENT: zhRefused((d) => `rexflow 没有 RexDeployV3 的操作 ${zhText(d.action)}；GET /rex 可列出现有操作`),
  PARAMETER_MISSING: zhRefused((d) => `缺少 ${zhText(d.fields)}：${zhText(d.action)} 需要该参数`),
  PARAMETER_INVALID: zhRefused((d) => `${zhText(d.field)}：${zhText(d.reason)}`),
  PARAMETER_UNKNOWN: zhRefused(
    (d) => `${zhText(d.action)} 没有参数 ${zhText(d.fields)}，可用参数为 ${zhText(d.known)}`,
  ),
  PATH_MALFORMED: zhRefused((d) => `路径无法解析：${zhText(d.path)} 中的 % 不是转义的开头`),
  BODY_MALFORMED: zhRefused((d) => `请求正文无法读取：${zhText(d.reason)}`),
  BODY_TOO_LARGE: zhRefused((d) => `请求正文超过上限 ${zhText(d.limit)} 字节`),
  SOURCES_DIFFER: zhRefused((d) => `应用组 ${zhText(d.groups)} 的程序来源不同：请分别发布`),
  SOURCE_UNKNOWN: zhRefused((d) => `senv：config.yml 中没有环境“${zhText(d.senv)}”，已有 ${zhText(d.known)}`),
  SOURCE_NOT_ALLOWED: zhRefused(
    (d) => `senv：不允许从“${zhText(d.senv)}”发布到 ${zhText(d.environment)}，允许的来源为 ${zhText(d.allowed)}`,
  ),
  SOURCE_WITH_URL: zhRefused(() => 'senv：不能与 url、full 同时使用'),
  URL_WITHOUT_FULL: zhRefused(
    () => '缺少 full：程序包（url、bundle）需要 full=1（合并到现有程序）或 full=2（整体替换）',
  ),
  FULL_WITHOUT_URL: zhRefused(() => '缺少 url：full 只用于程序包，由 url 或 bundle 指明'),
  SEVERAL_GROUPS: zhRefused((d) => `k：指定了多个应用组 ${zhText(d.groups)}，而一个程序包只属于一个应用组`),
  NOT_AUTOMATED: zhRefused((d) => `k：${zhText(d.apps)} 的 auto_deloy 不是 1`),
  APP_INCOMPLETE: zhRefused((d) => `k：目录中 ${zhText(d.app)} 缺少 ${zhText(zhStated(d, 'columns'))}`),
  APP_AMBIGUOUS: zhRefused((d) => `k：目录中有多行使用 app_key ${zhText(d.app)}（id ${zhText(d.ids)}），只能有一行`),
  PATHS_MEET: zhRefused(
    (d) =>
      `k：${zhSentences(zhStated(d, 'apps'))} 的目录冲突，发布会互相覆盖；请在 ${zhText(d.table)} 中为每个应用配置各自的目录，或停用其中一个：UPDATE ${zhText(d.table)} SET auto_deloy = '0' WHERE id = <id>`,
  ),
  SERVICES_MEET: zhRefused(
    (d) =>
      `k：${zhSentences(zhStated(d, 'apps'))}：发布一个会停止和启动另一个；请为每个应用配置各自的服务（service.unit、program、name、project），或将两者的 service.restart 设为 reload，或停用其中一个：rexflow app set <app> enabled=false`,
  ),
  RELEASED_APART: zhRefused(
    (d) =>
      `k：${zhText(d.apps)} 在同一次请求中会使用同一目录 ${zhText(d.path)}；请依次发布，或将 deploydir_same_level 和 backupdir_same_level 设为 1`,
  ),
  APP_UNKNOWN: zhRefused((d) => `k：没有 app_key 或 local_name 名为 ${zhText(d.names)}`),
  APP_BUSY: zhRefused(busy),
  HOLD: zhRefused(
    (d) =>
      `系统自 ${zhText(d.since)} 起被 ${zhText(d.by)} 暂停${d.until === undefined ? '' : `，至 ${zhText(d.until)}`}：${zhText(d.reason)}。暂停期间不会开始任何变更；结束暂停：${zhText(d.command)}`,
  ),
  PAUSED: zhRefused(
    (d) => `任务 ${zhText(d.job)} 自 ${zhText(d.since)} 起被 ${zhText(d.by)} 暂停；继续执行：${zhText(d.command)}`,
  ),
  NOT_PAUSABLE: zhRefused(
    (d) =>
      `任务 ${zhText(d.job)}（${zhText(d.action)}）不能暂停：${
        { queued: '仍在排队，尚未开始', cancelled: '正在取消' }[zhText(d.because)] ?? '它一次完成全部操作'
      }`,
  ),
  IDEMPOTENCY_MISMATCH: zhRefused((d) => `Idempotency-Key：已用于任务 ${zhText(d.job)}，且参数不同`),
  TOKEN_INVALID: zhRefused(() => '访问令牌无效'),
  PERMISSION_DENIED: zhRefused((d) => `${zhText(d.user)} 没有此项权限`),
  TOKEN_UNKNOWN: zhRefused((d) => `没有访问令牌 ${zhText(d.token)}`),
  LOGIN_FAILED: zhRefused(() => '用户名或密码不正确'),
  TOO_MANY_LOGINS: zhRefused((d) => `登录次数过多：请在 ${zhText(d.seconds)} 秒后重试`),
  USER_EXISTS: zhRefused((d) => `用户 ${zhText(d.user)} 已存在`),
  USER_UNKNOWN: zhRefused((d) => `没有用户 ${zhText(d.user)}`),
  PASSWORD_UNFIT: zhRefused((d) => `密码：${zhText(d.reason)}`),
  UPLOAD_REFUSED: zhRefused((d) => `${zhText(d.field)}：${zhText(d.reason)}`),
  UPLOAD_TOO_LARGE: zhRefused((d) => `upload：文件超过上限 ${zhText(d.limit)} 字节`),
  RELEASE_UNKNOWN: zhRefused(
    (d) => `to：“${zhText(d.to)}”不是 ${zhText(d.apps)} 的发布；请给出发布的任务号或其记录的 randomStr`,
  ),
  PLAN_UNKNOWN: zhRefused((d) => `plan：没有哈希为“${zhText(d.hash)}”的发布计划；请重新生成计划并使用其哈希`),
  PLAN_FAILED: zhRefused((d) => `发布计划 ${zhText(d.job)} 未能生成：${zhText(d.reason)}`),
  DIRECTORIES_DIFFER: zhRefused(
    (d) =>
      `各 worker 的 ${zhText(d.directory)} 不是同一目录，无法确定使用哪一个：${zhText(d.places)}。请挂载同一存储卷或设置相同路径；rexflow doctor 可指出不一致的 worker`,
  ),
  BUNDLE_UNKNOWN: zhRefused((d) => `存储中没有发布包 ${zhText(d.bundle)}；GET /v1/bundles 可列出全部`),
  BUNDLE_NOT_SEALED: zhRefused((d) => `${zhText(d.bundle)} 是上传的程序包；只有发布时封存的内容才能逐个文件比较`),
  BUNDLE_MISMATCH: zhRefused(
    (d) => `X-Content-Sha256：声明为 ${zhText(d.expected)}，但收到内容的 sha256 是 ${zhText(d.found)}`,
  ),
  COMPARE_UNKNOWN: zhRefused(
    (d) =>
      `${zhText(d.field)}：“${zhText(d.name)}”不是任何发布（${zhText(d.reason)}）。请使用发布 id、应用组@版本或应用组@live；rexflow list 可列出发布`,
  ),
  COMPARE_APART: zhRefused(
    (d) =>
      `${zhText(d.from)} 属于 ${zhText(d.fromGroups)}，${zhText(d.to)} 属于 ${zhText(d.toGroups)}：只能比较同一应用组的发布；rexflow list 可列出发布`,
  ),
  COMPARE_FAILED: zhRefused(
    (d) =>
      `配置比较失败（任务 ${zhText(d.job)}）：${zhText(d.reason)}；rexflow compare --files 和 --commits 无需 worker`,
  ),
  RETRY_NOTHING: zhRefused((d) =>
    d.apps === undefined
      ? `任务 ${zhText(d.job)} 没有可重做的内容：所有应用均已完成`
      : `任务 ${zhText(d.job)} 在 ${zhText(d.apps)} 上没有可重做的内容：此后的重试已将其完成`,
  ),
  UNDO_NOTHING: zhRefused((d) =>
    d.apps === undefined
      ? `任务 ${zhText(d.job)} 没有可撤销的内容：没有应用正在运行它发布的版本`
      : `任务 ${zhText(d.job)} 在 ${zhText(d.apps)} 上没有可撤销的内容`,
  ),
  RELEASED_SINCE: zhRefused(
    (d) =>
      `任务 ${zhText(d.job)} 之后又有变更：${zhSentences(d.apps)}。只有当前在用的发布可以补齐或撤销；rexflow app show 可查看之后的变更`,
  ),
  JOB_UNSETTLED: zhRefused((d) => `任务 ${zhText(d.job)} 尚未结束（${zhText(d.state)}）`),
  JOB_UNKNOWN: zhRefused((d) => `没有任务 ${zhText(d.job)}`),
  JOB_AMBIGUOUS: zhRefused((d) => `${zhText(d.job)} 是多个任务 id 的开头：${zhText(d.jobs)}；请给出更多字符或完整 id`),
  JOB_SETTLED: zhRefused((d) => `任务 ${zhText(d.job)} 已经结束（${zhText(d.outcome)}）`),
  ROUTE_ABSENT: zhRefused((d) => `rexflow 没有 RexDeployV3 的地址 ${zhText(d.path)}`),
  ROUTE_UNKNOWN: zhRefused((d) => `地址 ${zhText(d.path)} 不存在`),
  LISTEN_FAILED: zhRefused((d) => `gateway.host、gateway.port：无法监听 ${zhText(d.address)}：${zhText(d.reason)}`),
  QUEUE_UNSAFE: zhRefused((d) => `redis.url：maxmemory-policy 为 ${zhText(d.policy)}，会丢弃任务；请设为 noeviction`),
  SCHEMA_NEWER: zhRefused(
    (d) =>
      `此程序版本过旧，无法使用该数据库：${zhText(d.migration)} 已更改表结构，需要 rexflow ${zhText(d.version)} 或更高版本。请安装并启动 rexflow ${zhText(d.version)}；若要继续使用当前版本，请恢复升级前的数据库备份`,
  ),
  CONFIG_INVALID: zhRefused((d) => `config.yml 无法使用：\n${zhText(d.problems)}`),
};
