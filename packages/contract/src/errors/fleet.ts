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
  GROUP_UNKNOWN: refusedError(404, (d) => `there is no group ${asText(d.group)}; rexflow groups lists them`),
  HOST_UNKNOWN: refusedError(404, (d) => `there is no host ${asText(d.host)}; rexflow hosts lists them`),
} satisfies Record<string, ErrorEntry>;
