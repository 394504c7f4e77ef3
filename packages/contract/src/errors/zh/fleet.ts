import type { fleetErrors } from '../fleet.js';
import { zhLines, zhRefused, zhStated, zhText, type ChineseEntry } from './entry.js';

/** What was to become of the catalogue. */
export const fleetErrorsZh: Record<keyof typeof fleetErrors, ChineseEntry> = {
  FLEET_INVALID: zhRefused((d) => `未做任何修改，存在 ${zhText(d.count)} 个问题：${zhLines(zhStated(d, 'problems'))}`),
  FLEET_MOVED: zhRefused(
    (d) => `未做任何修改：目录在您查看之后已被更改：${zhLines(zhStated(d, 'changes'))}\n请重新查看后再修改`,
  ),
  ENTRY_EXISTS: zhRefused(
    (d) =>
      `未做任何修改：${zhText(d.kind)} ${zhText(d.name)} 已存在；请用 rexflow ${zhText(d.kind)} set ${zhText(d.name)} 修改`,
  ),
  ADOPTION_UNFIT: zhRefused((d) => `未做任何修改：主机上的布局无法接管：${zhLines(zhStated(d, 'problems'))}`),
  ADOPTION_CHANGED: zhRefused(
    (d) => `未做任何修改：主机上的布局或需要的设置与计划 ${zhText(d.plan)} 不同；请用 rexflow adopt 重新查看`,
  ),
  HOST_OUT_OF_SERVICE: zhRefused(
    (d) => `k：所指定的应用均在已停用的主机上：${zhLines(zhStated(d, 'hosts'))}\n恢复服务：rexflow host in <host>`,
  ),
  CATALOGUE_READ_ONLY: zhRefused(
    (d) =>
      `未做任何修改：数据库不允许 rexflow 修改 ${zhText(d.table)}（${zhText(d.reason)}）；请授予 INSERT、UPDATE、DELETE 权限，或继续用 SQL 修改`,
  ),
  LEFT_ON_HOST: zhRefused(
    (d) => `${zhText(d.app)} 已不在目录中，但 rexflow 为其生成的内容仍在 ${zhText(d.host)} 上（${zhText(d.program)}）`,
  ),
  LEFT_BEHIND: zhRefused(
    (d) =>
      `${zhText(d.app)} 现已在其他主机上，但 rexflow 为其生成的内容仍在 ${zhText(d.host)} 上（${zhText(d.program)}）`,
  ),
  REMOVAL_SHARED: zhRefused(
    (d) =>
      `无法从 ${zhText(d.host)} 移除 ${zhText(d.app)}：目录中的 ${zhText(d.others)} 位于同一位置，可能正在运行或需要回滚到其中的内容；不再保留的内容会随其发布清除`,
  ),
  REMOVAL_MOVED: zhRefused(
    (d) =>
      `${zhText(d.app)} 曾发布到 ${zhText(d.host)}（${zhText(d.program)}），而目录中它已在别处：请先改回原处并从该主机移除，再重新添加`,
  ),
  APP_ABSENT: zhRefused(
    (d) => `没有名为 ${zhText(d.app)} 的应用；rexflow apps 可列出全部应用，应用组用 rexflow group set 修改`,
  ),
  GROUP_UNKNOWN: zhRefused((d) => `没有名为 ${zhText(d.group)} 的应用组；rexflow groups 可列出全部应用组`),
  HOST_UNKNOWN: zhRefused(
    (d) => `主机 ${zhText(d.host)} 尚未登记；rexflow hosts 可列出全部主机，rexflow host add ${zhText(d.host)} 可添加`,
  ),
  HOST_KEY_NOT_SHOWN: zhRefused(
    (d) =>
      `未批准：${zhText(d.host)} 未出示密钥 ${zhText(d.fingerprint)}，当前出示：${zhLines(d.shown)}\n请与主机自身的输出重新比对，再批准正确的密钥`,
  ),
  HOST_KEY_OTHER: zhRefused(
    (d) =>
      `未批准：${zhText(d.host)} 登记的是另一密钥，而它已不再出示：${zhLines(d.known)}\n请先向管理者确认是否重装过；确认后执行：rexflow host key ${zhText(d.name)} --approve ${zhText(d.fingerprint)} --replace`,
  ),
  HOST_KEY_SHARED: zhRefused(
    (d) =>
      `未批准：${zhText(d.other)} 使用相同的地址 ${zhText(d.address)} 和端口 ${zhText(d.port)}，但连接路径不同；密钥按地址和端口登记，替换会删除它的密钥。请先为其中一台改用独有的主机名作为地址：rexflow host set ${zhText(d.name)} --address NAME`,
  ),
  HOST_KEY_REVOKED: zhRefused(
    (d) =>
      `未批准：worker 的 known_hosts 已吊销 ${zhText(d.host)} 的密钥 ${zhText(d.fingerprint)}；如确需使用，请先删除该行`,
  ),
};
