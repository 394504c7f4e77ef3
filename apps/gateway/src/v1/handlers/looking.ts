import { isOut } from '#contract';
import type { Looking } from '#records';
import type { App } from '#release';
import type { GatewayDeps } from '../../state/dependencies.js';

/** How often the hosts of these apps are looked at, what time it is, and which of them are out of service. */
export function lookingNow({ config, now }: Pick<GatewayDeps, 'config' | 'now'>, apps: readonly App[]): Looking {
  const at = now();
  const resting = apps.filter(({ outage }) => outage !== undefined && isOut(outage, at)).map(({ appKey }) => appKey);
  return { seconds: config.fleet.look, now: at, resting: new Set(resting) };
}
