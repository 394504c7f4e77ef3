import { setTimeout as sleep } from 'node:timers/promises';
import { setupText } from '../language/setupText.js';
import type { SetupAction, SetupStep } from '../plan/action.js';
import type { Choices } from '../plan/record.js';
import { outputOf, runCommand } from '../plan/runCommand.js';
import { SetupError } from '../plan/setupError.js';
import { spellWords } from '../plan/spell.js';
import { isOutdated, lookForOutdated, outdatedVersions, type Outdated } from './outdated.js';
import { gatewayIsReady, ownAddress } from './ownAddress.js';
import type { Places } from './places.js';
import { runsSystemd, unitNames } from './units.js';

const patienceMs = 90_000;
/** A worker that was restarted says so within seconds. */
const shortPatienceMs = 20_000;
const [gatewayUnit, workerUnit] = unitNames;
/** Several workers of one machine have units of this name. */
const moreWorkers = 'rexflow-worker@*.service';

/** Whether something is reached in time. */
async function reachedIn(limitMs: number, reached: () => Promise<boolean>): Promise<boolean> {
  const limit = performance.now() + limitMs;
  while (!(await reached())) {
    if (performance.now() > limit) return false;
    await sleep(200);
  }
  return true;
}

/**
 * Starts both, now and with the machine, and waits until they are ready. What runs of an earlier version is restarted, the gateway first: its
 * start brings the tables up to date, and a worker finishes what it has in hand or hands it on.
 */
export function startStep(
  places: Places,
  choices: Choices,
  outdated: Outdated,
  note: (line: string) => void,
): SetupStep {
  let restarted = !isOutdated(outdated);
  const ready: SetupAction = {
    ...{ kind: 'task', shown: `curl -fsSk ${ownAddress(places, choices)}/readyz` },
    run: async () => {
      if (await reachedIn(patienceMs, () => gatewayIsReady(places, choices))) return;
      throw new SetupError(setupText('error.notReady', { port: choices.port }), setupText('advice.notReady'));
    },
  };
  const restartWorkers = ['systemctl', 'restart', workerUnit, moreWorkers];
  const current: SetupAction = {
    ...{
      kind: 'task',
      shown: [...(outdated.worker === null ? [] : [spellWords(restartWorkers)]), 'rexflow doctor'].join('\n'),
    },
    run: async () => {
      restarted = true;
      const outdatedWorker = async (): Promise<string | null> => (await lookForOutdated(places, choices)).worker;
      // Asked anew: with Redis away nobody could tell what runs.
      if ((await outdatedWorker()) === null) return;
      await runCommand(restartWorkers);
      if (await reachedIn(shortPatienceMs, async () => (await outdatedWorker()) === null)) return;
      // It is none of our units: whoever started it knows how.
      note(setupText('note.otherWorker', { version: (await outdatedWorker()) ?? '?' }));
    },
  };
  return {
    id: 'start',
    title: isOutdated(outdated)
      ? setupText('step.restart', { versions: outdatedVersions(outdated) })
      : setupText('step.start'),
    makes: unitNames.map((name) => ({ kind: 'service', name, data: false })),
    actions: [
      { kind: 'command', words: ['systemctl', 'enable', '--now', ...unitNames] },
      ...(outdated.gateway === null
        ? []
        : [{ kind: 'command', words: ['systemctl', 'restart', gatewayUnit] } as const]),
      ready,
      current,
    ],
    done: async () =>
      runsSystemd(places) &&
      (await outputOf('systemctl', 'is-active', ...unitNames)) !== null &&
      (await gatewayIsReady(places, choices)) &&
      restarted &&
      (await lookForOutdated(places, choices)).gateway === null,
  };
}
