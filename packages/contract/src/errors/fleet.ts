import { asText, refusedError, type Details, type ErrorEntry } from './entry.js';

/** Several lines, one below the other. */
const lines = (value: Details[string]): string =>
  Array.isArray(value) ? value.map((line) => `\n  ${line}`).join('') : ` ${asText(value)}`;

/** What was to become of the catalogue. */
export const fleetErrors = {
  FLEET_INVALID: refusedError(
    400,
    (d) => `nothing was changed, ${asText(d.count)} problems of the fleet stand in the way:${lines(d.problems)}`,
    (d) => `未做任何修改, 存在 ${asText(d.count)} 个问题:${lines(d.problems)}`,
  ),
  FLEET_MOVED: refusedError(
    412,
    (d) =>
      `nothing was changed: the catalogue is not the one you saw any more. Meanwhile:${lines(d.changes)}\nLook again, then repeat the change`,
    (d) => `未做任何修改: 目录在您查看之后已被更改:${lines(d.changes)}\n请重新查看后再试`,
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
  GROUP_UNKNOWN: refusedError(404, (d) => `there is no group ${asText(d.group)}; rexflow groups lists them`),
  HOST_UNKNOWN: refusedError(404, (d) => `there is no host ${asText(d.host)}; rexflow hosts lists them`),
} satisfies Record<string, ErrorEntry>;
