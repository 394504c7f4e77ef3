import { statement } from './statements/index.js';
import type { Statement } from './words/statement.js';

/** A request that begins no further phase or batch until somebody continues it. */
export interface Pause {
  /** The user who paused it. */
  by: string;
  /** Why; null where nobody said. */
  reason: string | null;
  /** ISO 8601. */
  since: string;
}

/** The command that lets a paused request go on. */
const continues = (id: string): string => `rexflow continue ${id}`;

/** What an error says of the pause of a request. */
export const pauseDetails = (id: string, { by, since, reason }: Pause): Readonly<Record<string, string>> => ({
  ...{ job: id, by, since, command: continues(id) },
  ...(reason === null ? {} : { reason }),
});

/** What a request waits for while it is paused. */
export const untilContinued = (details: Readonly<Record<string, string>>): Statement => {
  const { by = '', since = '', command = '', reason } = details;
  return reason === undefined
    ? statement('waits.pause', { by, since, command })
    : statement('waits.pauseBecause', { by, since, command, reason });
};
