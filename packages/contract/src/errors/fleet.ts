import { asText, refusedError, type Details, type ErrorEntry } from './entry.js';

/** Several lines, one below the other. */
const lines = (value: Details[string]): string =>
  Array.isArray(value) ? value.map((line) => `\n  ${line}`).join('') : ` ${asText(value)}`;

/** What was to become of the catalogue. */
export const fleetErrors = {
  FLEET_INVALID: refusedError(
    400,
    (d) =>
      `nothing was changed, ${d.count === 1 ? 'a problem of the fleet stands' : `${asText(d.count)} problems of the fleet stand`} in the way:${lines(d.problems)}`,
    (d) => `未做任何修改, 存在 ${asText(d.count)} 个问题:${lines(d.problems)}`,
  ),
  FLEET_MOVED: refusedError(
    412,
    (d) =>
      `nothing was changed: the catalogue is not the one you saw any more. Meanwhile:${lines(d.changes)}\nLook again, then repeat the change`,
    (d) => `未做任何修改: 目录在您查看之后已被更改:${lines(d.changes)}\n请重新查看后再试`,
  ),
  ENTRY_EXISTS: refusedError(
    409,
    (d) =>
      `nothing was changed: there is ${asText(d.kind)} ${asText(d.name)} already; rexflow ${asText(d.kind)} set ${asText(d.name)} changes it`,
    (d) =>
      `未做任何修改: ${asText(d.kind)} ${asText(d.name)} 已存在; 请用 rexflow ${asText(d.kind)} set ${asText(d.name)} 修改`,
  ),
  ADOPTION_UNFIT: refusedError(
    409,
    (d) => `nothing was changed, since what stands on the hosts cannot be taken over:${lines(d.problems)}`,
    (d) => `未做任何修改: 主机上的布局无法接管:${lines(d.problems)}`,
  ),
  ADOPTION_CHANGED: refusedError(
    409,
    (d) =>
      `nothing was changed: what stands on the hosts, or what is to be set, is not what the plan ${asText(d.plan)} showed; look again with rexflow adopt`,
    (d) => `未做任何修改: 主机上的布局或需要的设置与计划 ${asText(d.plan)} 不同; 请用 rexflow adopt 重新查看`,
  ),
  HOST_OUT_OF_SERVICE: refusedError(
    409,
    (d) =>
      `k: every app that is named is on a host out of service:${lines(d.hosts)}\nBring it back with: rexflow host in <host>`,
    (d) => `k: 所指定的应用均在已停用的主机上:${lines(d.hosts)}\n恢复主机: rexflow host in <host>`,
  ),
  CATALOGUE_READ_ONLY: refusedError(
    409,
    (d) =>
      `nothing was changed: the database does not let rexflow change ${asText(d.table)} (${asText(d.reason)}); GRANT INSERT, UPDATE, DELETE on it, or go on changing it with SQL`,
    (d) =>
      `未做任何修改: 数据库不允许 rexflow 修改 ${asText(d.table)} (${asText(d.reason)}); 请授予 INSERT, UPDATE, DELETE 权限`,
  ),
  LEFT_ON_HOST: refusedError(
    409,
    (d) =>
      `${asText(d.app)} is in the catalogue no more, and what rexflow made of it still lies on ${asText(d.host)} (${asText(d.program)})`,
    (d) => `${asText(d.app)} 已不在目录中, 但 rexflow 为其生成的内容仍在 ${asText(d.host)} 上 (${asText(d.program)})`,
  ),
  LEFT_BEHIND: refusedError(
    409,
    (d) =>
      `${asText(d.app)} is on another host now, and what rexflow made of it still lies on ${asText(d.host)} (${asText(d.program)})`,
    (d) =>
      `${asText(d.app)} 现已在其他主机上, 但 rexflow 为其生成的内容仍在 ${asText(d.host)} 上 (${asText(d.program)})`,
  ),
  REMOVAL_SHARED: refusedError(
    409,
    (d) =>
      `${asText(d.app)} cannot be taken away from ${asText(d.host)}: ${asText(d.others)} of the catalogue is in the same place, and may run or go back to what was made there; what is kept no more goes with its releases`,
    (d) =>
      `无法从 ${asText(d.host)} 移除 ${asText(d.app)}: 目录中的 ${asText(d.others)} 位于同一位置, 可能正在运行或需要回滚到其中的内容; 不再保留的内容会随其发布清除`,
  ),
  REMOVAL_MOVED: refusedError(
    409,
    (d) =>
      `${asText(d.app)} was released to ${asText(d.host)} (${asText(d.program)}), and the catalogue has it in another place now: put it back there, remove it from that host, then add it anew`,
    (d) =>
      `${asText(d.app)} 曾发布到 ${asText(d.host)} (${asText(d.program)}), 而目录中它已在别处: 请先改回原处并从该主机移除, 再重新添加`,
  ),
  APP_ABSENT: refusedError(
    404,
    (d) => `there is no app ${asText(d.app)}; rexflow apps lists them, and a group is changed with rexflow group set`,
    (d) => `没有名为 ${asText(d.app)} 的应用; rexflow apps 可列出全部应用, 修改应用组请用 rexflow group set`,
  ),
  GROUP_UNKNOWN: refusedError(
    404,
    (d) => `there is no group ${asText(d.group)}; rexflow groups lists them`,
    (d) => `没有名为 ${asText(d.group)} 的应用组; rexflow groups 可列出全部应用组`,
  ),
  HOST_UNKNOWN: refusedError(
    404,
    (d) =>
      `no host ${asText(d.host)} is described; rexflow hosts lists them, rexflow host add ${asText(d.host)} describes it`,
    (d) => `主机 ${asText(d.host)} 尚未登记; rexflow hosts 可列出全部主机, rexflow host add ${asText(d.host)} 可添加`,
  ),
  HOST_KEY_NOT_SHOWN: refusedError(
    409,
    (d) =>
      `nothing was approved: ${asText(d.host)} does not show the key ${asText(d.fingerprint)}. It shows:${lines(d.shown)}\nCompare again with what the host itself prints, then name the key that is right`,
    (d) =>
      `未批准: ${asText(d.host)} 未出示密钥 ${asText(d.fingerprint)}, 当前出示:${lines(d.shown)}\n请与主机自身输出重新比对后再批准`,
  ),
  HOST_KEY_OTHER: refusedError(
    409,
    (d) =>
      `nothing was approved: ${asText(d.host)} is known by another key, which it does not show any more:${lines(d.known)}\nAsk whoever runs it whether it was rebuilt; only then: rexflow host key ${asText(d.name)} --approve ${asText(d.fingerprint)} --replace`,
    (d) =>
      `未批准: ${asText(d.host)} 已登记其他密钥, 且该主机已不再出示:${lines(d.known)}\n确认主机确已重建后, 请执行 rexflow host key ${asText(d.name)} --approve ${asText(d.fingerprint)} --replace`,
  ),
  HOST_KEY_SHARED: refusedError(
    409,
    (d) =>
      `nothing was approved: ${asText(d.other)} has the address ${asText(d.address)} and port ${asText(d.port)}, too, and is reached another way; keys are kept by address and port, so that replacing would take its key away. Give one of them a name of its own as address, then approve: rexflow host set ${asText(d.name)} --address NAME`,
    (d) =>
      `未批准: ${asText(d.other)} 使用相同的地址 ${asText(d.address)} 和端口 ${asText(d.port)}, 但经由其他跳板; 密钥按地址和端口登记, 替换会删除它的密钥. 请先为其中一台改用独有的主机名作为地址: rexflow host set ${asText(d.name)} --address NAME`,
  ),
  HOST_KEY_REVOKED: refusedError(
    409,
    (d) =>
      `nothing was approved: the known_hosts file of the workers revokes the key ${asText(d.fingerprint)} of ${asText(d.host)}; take its line out of there first, if that is meant`,
    (d) =>
      `未批准: 工作进程的 known_hosts 已吊销 ${asText(d.host)} 的密钥 ${asText(d.fingerprint)}; 如确需使用, 请先删除该行`,
  ),
} satisfies Record<string, ErrorEntry>;
