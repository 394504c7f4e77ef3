import { until } from '../../support/estate.js';
import { trapSomewhere, withHooks, workOf, type Command } from '../inside.js';
import type { HookName } from '../fixtures/keeping.js';
import type { Allowed, Kind } from '../kind.js';
import type { Round } from '../round.js';

/** Work has to end so soon after a cancel: sooner than a question to an application that does not answer gives up, too. */
const endsWithin = 4;

async function cancel({ arena: { estate }, id }: Round): Promise<void> {
  const answer = await estate.call(`/rex/jobs/${id}?token=${estate.token}`, { method: 'DELETE' });
  if (answer.status !== 202 && answer.status !== 409) throw new Error(`DELETE answered ${answer.status}`);
}

const cancelledIn = (phase: string, commands: readonly Command[], hooks: readonly HookName[], may: Allowed): Kind => ({
  name: `cancel-in-${phase}`,
  about: `a cancel while ${commands.join(', ')} is at work`,
  may,
  prepare: async (round) => {
    const { command, host, held } = await trapSomewhere(round, [...commands, ...withHooks(round, hooks)]);
    return async () => {
      if (!(await held.sprung())) return false;
      const begun = workOf(round, host, command);
      if (begun.length === 0) round.seen.push(`${host.app.name}: nothing is to be seen of ${command}`);
      const asked = Date.now();
      await cancel(round);
      round.recoversFrom = asked;
      // What comes after it, to put the host in order, may go on.
      const ended = (): boolean => !workOf(round, host, command).some((work) => begun.includes(work));
      await until('the end of the work', endsWithin, () => Promise.resolve(ended())).catch(() =>
        round.seen.push(`${host.app.name}: ${command} still runs ${endsWithin} s after the cancel`),
      );
      return true;
    };
  },
});

const nothingDone: Allowed = { outcomes: ['cancelled'], standings: ['old'] };

export const cancelInStage = cancelledIn('stage', ['stage'], [], nothingDone);
export const cancelInPrepare = cancelledIn('prepare', ['inspect', 'slowCarry', 'seal'], ['migrate'], nothingDone);
export const cancelInActivation = cancelledIn('activation', ['stop', 'start', 'probe'], ['relink', 'warm'], {
  outcomes: ['done', 'partial', 'failed', 'cancelled'],
  standings: ['old', 'restored'],
  cutStop: true,
});
