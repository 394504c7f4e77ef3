import { CodedError } from '#contract';
import type { Database } from '#mysql';
import { changeFleet, type FleetEdit, type FleetEdited } from './change/changeFleet.js';
import { keptChanges, type KeptChange } from './change/keptChanges.js';
import { readStoredFleet, tagOf, type StoredFleet } from './change/storedFleet.js';
import { plainGrounds } from './inventory.js';
import type { Grounds } from './rows/placeOf.js';

/** The catalogue of an environment as a fleet, to be read and changed. */
export interface FleetStore {
  /** All there is, with its tag. */
  read(): Promise<Pick<StoredFleet, 'fleet' | 'leftOut'> & { tag: string }>;
  /** See `changeFleet`; throws CATALOGUE_READ_ONLY, too. */
  change(edit: FleetEdit): Promise<FleetEdited>;
  /** See `keptChanges`. */
  changes(which: Parameters<typeof keptChanges>[1]): Promise<KeptChange[]>;
}

/** No right to a statement on a table. */
const noRight = 1142;

/** The fleet over one table of the catalogue and the tables of rexflow beside it. */
export function createFleetStore(
  db: Database,
  options: { table: string; workerCommands?: boolean } & Partial<Grounds>,
): FleetStore {
  const { table, workerCommands = false } = options;
  const place = { table, workerCommands, grounds: { ...plainGrounds, ...options } };
  return {
    read: async () => {
      const stored = await readStoredFleet(db, place.table);
      return { fleet: stored.fleet, leftOut: stored.leftOut, tag: tagOf(stored) };
    },
    change: async (edit) => {
      try {
        return await changeFleet(db, place, edit);
      } catch (thrown) {
        const { errno, message } = thrown as { errno?: unknown; message?: string };
        if (errno !== noRight) throw thrown;
        throw new CodedError('CATALOGUE_READ_ONLY', { table: place.table, reason: message }, { cause: thrown });
      }
    },
    changes: (which) => keptChanges(db, which),
  };
}
