import type { Details } from '../entry.js';
import type { hostErrors } from '../hosts.js';
import { notInstalled } from '../notInstalled.js';
import { zhFailed, zhText, type ChineseEntry } from './entry.js';
import { zhOfHost } from './hostPhrases.js';

const keyscan = ({ host, address = host, port = 22 }: Details): string =>
  `ssh-keyscan ${port === 22 ? '' : `-p ${zhText(port)} `}${zhText(address)}`;

function room(d: Details): string {
  if (d.inodes !== undefined)
    return `${zhText(d.path)} 剩余 ${zhText(d.inodes)} 个 inode，需要 ${zhText(d.inodes_needed)} 个`;
  return d.free === undefined
    ? `写入时 ${zhText(d.path)} 空间用尽`
    : `${zhText(d.path)} 剩余 ${zhText(d.free)} KiB，需要 ${zhText(d.needed)} KiB`;
}

/** What a host said, and what became of the work on it. */
function toInstall(d: Details): string | null {
  const missing = notInstalled(d);
  if (missing === null) return null;
  const { program, brings } = missing;
  const how = brings === null ? '' : `（apt-get install ${brings} 或 apk add ${brings}）`;
  return `请在主机上安装 ${program}${how}；rexflow doctor ${zhText(d.app)} 会给出命令。然后重新提交。`;
}

export const hostErrorsZh: Record<keyof typeof hostErrors, ChineseEntry> = {
  AUTHENTICATION: zhFailed(
    (d) => `${zhText(d.host)} 拒绝了 ${zhText(d.user)} 的登录：请检查 config.yml 中的密钥或密码`,
    (d) =>
      `请将公钥加入 ${zhText(d.host)} 上 ${zhText(d.user)} 的 authorized_keys，或在 config.yml 的 ssh.hosts 下设置 user、private_key、agent 或 password。`,
  ),
  SSH_AGENT_FAILED: zhFailed(
    (d) => `位于 ${zhText(d.path)} 的 SSH agent 未提供可登录 ${zhText(d.host)} 的密钥：${zhText(d.reason)}`,
    (d) =>
      `请以 worker 的用户查看：SSH_AUTH_SOCK=${zhText(d.path)} ssh-add -l；启动它（ssh-agent -a）并加入密钥（ssh-add），或用 private_key 代替 agent。`,
  ),
  LOGIN_CERTIFICATE: zhFailed(
    (d) =>
      `${zhText(d.host)} 不接受 ${zhText(d.user)} 的任何普通密钥，而位于 ${zhText(d.path)} 的 SSH agent 持有证书（${zhText(d.certificates)}）：rexflow 无法用证书登录，其 SSH 库签名时所用的名称会被 sshd 拒绝`,
    (d) =>
      `请将普通公钥（ssh-add -L）加入 ${zhText(d.host)} 上 ${zhText(d.user)} 的 authorized_keys，并将其私钥加入 agent，或在 config.yml 中设置 private_key。`,
  ),
  HOST_KEY_CHANGED: zhFailed(
    (d) =>
      `${zhText(d.host)} 出示的主机密钥（${zhText(d.seen)}）与已知的（${zhText(d.known)}）不同：请先查明原因，再移除已知密钥`,
    (d) =>
      `请向管理者确认是否重装过；确认后执行 rexflow host key ${zhText(d.host)} --approve 指纹 --replace，并从 known_hosts 删除对应行。`,
  ),
  HOST_KEY_UNKNOWN: zhFailed(
    (d) =>
      d.recorded === undefined
        ? `${zhText(d.host)} 出示的主机密钥 ${zhText(d.seen)} 不在 known_hosts 中：请确认属于该主机后添加（${keyscan(d)}）`
        : `${zhText(d.host)} 出示的主机密钥 ${zhText(d.seen)} 尚未登记：巡检不会信任未登记的密钥`,
    (d) =>
      d.recorded === undefined
        ? `请与主机上的指纹核对，然后执行：${keyscan(d)} >> known_hosts 文件，或 rexflow host key ${zhText(d.host)} --approve 指纹。`
        : `请与主机上的指纹核对，然后执行：rexflow host key ${zhText(d.host)} --approve 指纹。`,
  ),
  HOST_CERTIFICATE: zhFailed(
    (d) =>
      `known_hosts 仅由证书颁发者（@cert-authority ${zhText(d.authorities)}）为 ${zhText(d.host)} 担保：rexflow 所用的 SSH 库不支持主机证书，无法向主机索取，而其出示的密钥（${zhText(d.seen)}）未在任何地方登记`,
    (d) =>
      `请在主机上核对该密钥，然后执行 rexflow host key ${zhText(d.host)} --approve 指纹，或将其加入 known_hosts：${keyscan(d)}。`,
  ),
  LOGIN_SHELL_FAILED: zhFailed(
    (d) => {
      const shell = `${zhText(d.host)} 上 ${zhText(d.user)} 的登录 shell`;
      if (d.ate !== undefined) return `${shell} 的启动文件读走了要执行的命令的输入，或主机没有 dd`;
      if (d.seconds !== undefined) return `${shell} 在 ${zhText(d.seconds)} 秒内未执行任何命令：其启动文件在等待`;
      const output = zhText(d.output);
      return `${shell} 在执行命令之前以状态 ${zhText(d.status)} 结束${output === '' ? '' : `：${output}`}`;
    },
    (d) =>
      `请手工执行：ssh ${zhText(d.user)}@${zhText(d.host)} true </dev/null。请让启动文件在无终端时提前结束（[ -t 0 ] || return），或为该用户换一个 shell（chsh）。`,
  ),
  DISK_FULL: zhFailed(
    room,
    () => '请在主机上腾出空间（df、df -i），或减少保留的发布：调小 config.yml 的 release.keep；然后重试。',
  ),
  NOT_WRITABLE: zhFailed(
    (d) => `${zhText(d.user)} 无法写入 ${zhText(d.path)}`,
    (d) => `请将目录交给 ${zhText(d.user)}（chown），以可写方式挂载，或用其属主登录：config.yml 的 ssh.user。`,
  ),
  RELEASE_EXISTS: zhFailed(
    (d) => `${zhText(d.path)} 已存在，且不是本 rexflow 所知的任何发布`,
    () => '数据库恢复之前，或曾拥有该应用的另一套 rexflow，用过这个名称。请重新提交发布：会使用新的名称。',
  ),
  REMOVAL_CHANGED: zhFailed(
    (d) => `${zhText(d.host)} 上将要移除的 ${zhText(d.app)} 的内容与所示不同：未做任何改动`,
    (d) => `请重新查看并确认：rexflow app remove ${zhText(d.app)} --from-host。`,
  ),
  REMOVAL_SAME_HOST: zhFailed(
    (d) =>
      `${zhText(d.host)} 与 ${zhText(d.app)} 之后以另一地址发布到的是同一台机器，因为那里有 ${zhText(d.path)}：未移除任何内容`,
    () => '请在 config.yml（ssh.hosts 的 address）中说明两个名称是同一台机器；此后便不再视为遗留。',
  ),
  FENCE_OLD: zhFailed(
    (d) => `主机见过更新的占用者（${zhText(d.seen)}），新于本次（${zhText(d.fence)}）：未做任何改动`,
    (d) =>
      `请查找是否有另一套 rexflow 在此发布。若没有（恢复了数据库而存储是新的）：rexflow takeover ${zhText(d.app) || 'APP'} --reason TEXT；然后重新提交。`,
  ),
  INSTALLATION_OTHER: zhFailed(
    (d) =>
      `${zhText(d.host)} 上的 ${zhText(d.app)} 属于另一套 rexflow：${zhText(d.name) || '未留名称'}（${zhText(d.holder)}），本套是 ${zhText(d.own)}：未做任何改动`,
    (d) =>
      `请从那一套发布。若它已停用或交出该应用，请接管：rexflow takeover ${zhText(d.app)} --reason TEXT；然后重新提交。`,
  ),
  TRANSFER_FAILED: zhFailed(
    (d) => `传输 ${zhText(d.what)} 失败：${zhText(d.reason)}`,
    () => '请查看主机的剩余空间与权限，以及两端的 rsync，然后重试。',
  ),
  VERIFY_FAILED: zhFailed(
    (d) => `${zhText(d.path)} 的内容与所发送的不一致：${zhOfHost(d.reason)}`,
    () => '请查找还有什么在写该目录，或检查主机磁盘（dmesg）；然后重试。',
  ),
  SWITCH_FAILED: zhFailed(
    (d) => `当前链接 ${zhText(d.path)} 无法切换：${zhOfHost(d.reason)}`,
    () => '请在主机上查看当前链接及其所在目录的属主（ls -ld），修正后重试。',
  ),
  HEALTH_FAILED: zhFailed(
    (d) => `${zhText(d.url)} 不健康：${zhText(d.reason)}`,
    (d) =>
      d.from === 'host'
        ? '请以登录用户在主机上试一下该检查，并查看应用日志；若只是较慢，请调大检查的 within 或 release.health。'
        : '请在 worker 所在机器上访问该地址（curl -i）并查看应用日志；若只是较慢，请调大 release.health。',
  ),
  NOT_CONFIRMED: zhFailed(
    (d) => `${zhText(d.seconds)} 秒内未确认应用健康，主机已自行退回`,
    () => '若应用只是需要更久，请将 confirm 调到大于启动与健康检查的时间，然后重试。',
  ),
  UNDONE: zhFailed(
    (d) => `因发布在 ${zhText(d.apps)} 上失败，已退回`,
    (d) => `此应用无需处理：请修正 ${zhText(d.apps)} 上的失败，然后重试。`,
  ),
  NO_PREVIOUS: zhFailed(
    (d) => `${zhText(d.app)} 没有可回滚的发布：${zhOfHost(d.reason)}`,
    () => '请改为发布一个正常的版本，或将 pre_deploy_manage 中某条记录的 rollStatus 设为 1 并使用 rollstatus=1。',
  ),
  TARGET_UNFIT: zhFailed(
    (d) => `${zhText(d.path)} 不是可切换的发布：${zhOfHost(d.reason)}`,
    () => '请按名称回滚（rexflow rollback --to），或修正 pre_deploy_manage 记录中的目录。',
  ),
  LINK_LOST: zhFailed(
    (d) => `当前链接 ${zhText(d.path)} 无效：它指向 ${zhText(d.target)}，该目标不存在或又指回链接`,
    () => '请重新发布或回滚该应用：它无法从那里启动。',
  ),
  HOST_TROUBLE: zhFailed(
    (d) =>
      `${zhText(d.host) || '主机'} 未能完成 ${zhOfHost(d.what)}：状态 ${zhText(d.status)}${d.reason === undefined ? '' : `，${zhOfHost(d.reason)}`}`,
    (d) =>
      toInstall(d) ??
      '请在主机上查看内存、进程数、打开文件数或空间是否用尽（free、ulimit -a、df、df -i、dmesg），修正后重新提交。',
  ),
  TARGET_GONE: zhFailed(
    (d) => `主机上已没有 ${zhText(d.path)}`,
    () => '请回滚到仍在主机上的发布，或重新发布；调大 release.keep 可保留更多。',
  ),
  COMMAND_FAILED: zhFailed(
    (d) => `${zhOfHost(d.what)} 以状态 ${zhText(d.status)} 结束：${zhOfHost(d.reason)}`,
    () => '请查看其输出；以 ssh 用户在主机上手工执行同样的命令，然后重新提交。',
  ),
  DEADLINE: zhFailed(
    (d) => `${zhText(d.what)} 在 ${zhText(d.seconds)} 秒内未结束，已被停止`,
    () => '请在主机上查看它在等什么；若只是需要更久，请调大 config.yml 中 release 下的时间。',
  ),
  CANCELLED: zhFailed(
    (d) => `已被 ${zhText(d.by)} 取消`,
    () => '若是有意取消，无需处理；否则请询问取消者，然后重新提交。',
  ),
  SUPERSEDED: zhFailed(
    (d) => `排队时被 ${zhText(d.caller)} 的任务 ${zhText(d.by)} 取代；未做任何改动`,
    (d) => `无需处理：请查看任务 ${zhText(d.by)}。用 queue=1 代替 queue=latest，新的请求会排在后面。`,
  ),
  LEASE_LOST: zhFailed(
    (d) => `${zhText(d.app)} 现由他人占用；此处未再做改动`,
    () => '请查看当前占用它的任务；待其结束后检查应用，若仍需要再重新提交。',
  ),
  LOST: zhFailed(
    (d) => `${zhText(d.what)} 被中断，结果未知`,
    () => '请在主机上查看它做了什么，并检查应用（action=check）；若可以重复执行，再重新提交。',
  ),
  INTERNAL: zhFailed(
    (d) => `rexflow 内部错误：${zhText(d.reason)}`,
    () => '请在 worker 和 gateway 的日志中查找该任务，并报告其中的内容。',
  ),
};
