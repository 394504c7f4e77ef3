import { until } from '../../support/estate.js';
import { trapSomewhere, type Command } from '../inside.js';
import type { Allowed, Kind } from '../kind.js';
import { remoteOn } from '../processes.js';
import type { Round } from '../round.js';

/** Work on a host has to end so soon after a cancel. */
const endsWithin = 5;

async function cancel({ arena: { estate }, id }: Round): Promise<void> {
  const answer = await estate.call(`/rex/jobs/${id}?token=${estate.token}`, { method: 'DELETE' });
  if (answer.status !== 202 && answer.status !== 409) throw new Error(`DELETE answered ${answer.status}`);
}

const cancelledIn = (phase: string, commands: readonly Command[], may: Allowed, ends: boolean): Kind => ({
  name: `cancel-in-${phase}`,
  about: `a cancel while ${commands.join(', ')} is at work`,
  may,
  prepare: async (round) => {
    const { command, host, held } = await trapSomewhere(round, commands);
    return async () => {
      if (!(await held.sprung())) return false;
      const asked = Date.now();
      await cancel(round);
      round.recoversFrom = asked;
      const { app } = host;
      const gone = (): Promise<boolean> => Promise.resolve(remoteOn(app.host, [app.key]).length === 0);
      if (ends)
        await until('the end of the work', endsWithin, gone).catch(() =>
          round.seen.push(`${app.name}: ${command} still runs ${endsWithin} s after the cancel`),
        );
      return true;
    };
  },
});

const nothingDone: Allowed = { outcomes: ['cancelled'], standings: ['old'] };

export const cancelInStage = cancelledIn('stage', ['stage'], nothingDone, true);
export const cancelInPrepare = cancelledIn('prepare', ['inspect', 'slowCarry', 'seal'], nothingDone, true);
export const cancelInActivation = cancelledIn(
  'activation',
  ['stop', 'start', 'probe'],
  { outcomes: ['done', 'partial', 'failed', 'cancelled'], standings: ['old', 'restored'] },
  false,
);
