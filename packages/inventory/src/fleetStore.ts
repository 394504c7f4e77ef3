import { CodedError } from '#contract';
import type { Database } from '#mysql';
import { changeFleet, type FleetEdit, type FleetEdited } from './change/changeFleet.js';
import { keptChanges, type KeptChange } from './change/keptChanges.js';
import { readStoredFleet, tagOf, type StoredFleet } from './change/storedFleet.js';
import { settingOfColumn } from './settings/columnsOf.js';
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
/** Out of range, cut off, of letters the character set does not have, too long. */
const unfit: readonly unknown[] = [1264, 1265, 1366, 1406];

/** The refusal that an error of MySQL means; null where it is none. */
function refusalOf(thrown: unknown, table: string): CodedError | null {
  const { errno, message = '' } = thrown as { errno?: unknown; message?: string };
  if (errno === noRight) return new CodedError('CATALOGUE_READ_ONLY', { table, reason: message }, { cause: thrown });
  if (!unfit.includes(errno)) return null;
  const [, column = ''] = /column (?:`[^`]*`\.)*[`']?(\w+)/.exec(message) ?? [];
  const problem = `${settingOfColumn(column) ?? column}: a value does not fit its column of the catalogue (${message})`;
  return new CodedError('FLEET_INVALID', { count: 1, problems: [problem.slice(0, 500)] }, { cause: thrown });
}

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
        throw refusalOf(thrown, place.table) ?? thrown;
      }
    },
    changes: (which) => keptChanges(db, which),
  };
}
