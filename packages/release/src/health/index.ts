import { commandHealth } from './command.js';
import type { HealthType } from './contract.js';
import { httpHealth } from './http.js';
import { logHealth } from './log.js';
import { tcpHealth } from './tcp.js';

/** Every way of asking whether an application is well, by the `type` of its checks. */
const healthTypes = { http: httpHealth, tcp: tcpHealth, command: commandHealth, log: logHealth };

type Types = typeof healthTypes;
/** The settings of a health check, of whatever type. */
export type HealthCheck = {
  [Kind in keyof Types]: Types[Kind] extends HealthType<infer Check> ? Check : never;
}[keyof Types];

/** The way a check asks. */
export const healthType = (check: HealthCheck): HealthType<HealthCheck> =>
  healthTypes[check.type] as HealthType<HealthCheck>;
