import { statement, type Finding } from '#contract';
import { believedFor } from '#records';
import type { GatewayDeps } from '../state/dependencies.js';
import { apart, notKnown, warning, well } from './finding.js';

/** Checks that workers look at the hosts as often as they are to. */
export async function examineLooks({ config, views }: GatewayDeps): Promise<Finding[]> {
  const name = 'fleet.looks';
  const seconds = config.fleet.look;
  if (seconds === 0) return [well(name, statement('looks.off'))];
  try {
    const believedMs = believedFor({ seconds });
    const { hosts, seen, lateSeconds } = await views.lookFigures({ seconds });
    const figures = { seen, hosts, time: apart(believedMs) };
    if (lateSeconds * 1000 <= believedMs) return [well(name, statement('looks.seen', figures))];
    return [warning(name, statement('looks.late', { ...figures, late: apart(lateSeconds * 1000) }))];
  } catch (thrown) {
    return [notKnown(name, thrown, 'unknown.mysql')];
  }
}
