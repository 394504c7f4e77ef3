import { serviceStates } from '#contract';
import { list, object, orNull, text, timestamp, whole, word } from '#contract/schema';
import { statementSchema } from './statement.js';

/** Why a host is left out by releases, and until when. */
export const outageSchema = object({
  reason: text('why'),
  by: text('user'),
  since: timestamp(),
  until: orNull(timestamp(), 'when it ends by itself; null when somebody has to end it'),
});

/** The service of an app by the last look at its host. */
export const serviceSeenSchema = object(
  {
    state: word(
      serviceStates,
      'down: no process of it runs; stopped: somebody had it stopped, and nobody had it started since; none: nothing of it runs; unknown: nobody looked, or it could not be asked',
    ),
    at: orNull(timestamp('when somebody looked; null where nobody did')),
    since: orNull(timestamp('since when the first of its main processes runs, or since when it is stopped')),
    pids: list(whole('process'), 'its main processes, 16 at the most'),
    restarts: orNull(
      whole('times'),
      'how often whoever keeps it running has started it again by itself; null where that is not counted',
    ),
    reason: orNull(text(), 'why it is unknown'),
    stopped: orNull(object({ by: text('user'), at: timestamp(), release: text('job id') }), 'who had it stopped'),
  },
  { statement: statementSchema },
);
