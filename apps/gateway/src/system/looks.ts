import { asCodedError, type Finding } from '#contract';
import { believedFor } from '#records';
import type { GatewayDeps } from '../state/dependencies.js';
import { apart, warning, well } from './finding.js';

/** Checks that workers look at the hosts as often as they are to. */
export async function examineLooks({ config, views }: GatewayDeps): Promise<Finding[]> {
  const name = 'fleet.looks';
  const seconds = config.fleet.look;
  if (seconds === 0)
    return [
      well(
        name,
        'fleet.look is 0: no worker looks at hosts, so that "failing" and "last seen" are as requests left them',
      ),
    ];
  try {
    const believedMs = believedFor({ seconds });
    const { hosts, seen, lateSeconds } = await views.lookFigures({ seconds });
    const message = `${seen} of ${hosts} hosts were seen within ${apart(believedMs)}`;
    if (lateSeconds * 1000 <= believedMs) return [well(name, message)];
    const late = `${message}; the next one waits for its look since ${apart(lateSeconds * 1000)}`;
    const advice =
      'Start a worker, or one more (rexflow doctor, workers.alive); or raise fleet.look in config.yml. Looks wait while a worker has requests in hand.';
    return [warning(name, late, advice)];
  } catch (thrown) {
    return [warning(name, `not known: ${asCodedError(thrown).message}`, 'Bring MySQL back first.')];
  }
}
