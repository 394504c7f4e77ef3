import { CodedError, statement, type Statement } from '#contract';
import { compareFleets, withItsGroups, type Fleet, type FleetChange } from '#fleet';
import type { Database, Transaction } from '#mysql';
import type { Grounds } from '../rows/placeOf.js';
import { tableColumns } from '../settings/tableColumns.js';
import { checkChanges } from './checkChanges.js';
import { checkRows } from './checkRows.js';
import { withNamedHosts } from '../hosts/withNamedHosts.js';
import { changeProblems, type ChangeProblems } from './problems.js';
import { rowChange } from './rowChanges.js';
import { entriesChangedSince } from './changesSince.js';
import { readStoredFleet, tagOf, type StoredFleet } from './storedFleet.js';
import { writeChanges } from './writeChanges.js';
import { writeRows } from './writeRows.js';
import { writeSettings } from './writeSettings.js';

/** A change of the catalogue. */
export interface FleetEdit {
  /** The name of the user who makes it. */
  author: string;
  /** The tag of the catalogue it was made for; none given: whatever it is now. */
  tag?: string | undefined;
  /** Everything is done and checked, and then taken back. */
  dryRun: boolean;
  /** Gives the fleet as it is to be; what stands in the way is reported, and nothing is changed then. */
  edit(standing: Fleet, report: ChangeProblems['report']): Fleet;
  /** Why some of these apps may not be removed; empty where all may. */
  reasonsToKeep(apps: readonly string[], standing: Fleet): Promise<ReadonlyMap<string, Statement>>;
  /** Adds what tells of a change to its transaction: the two count together, whatever becomes of this process. */
  noteDown?(sql: Transaction, edited: FleetEdited): void;
}

/** What became of a change. */
export interface FleetEdited {
  changes: FleetChange[];
  /** The tag of the catalogue, as it is now. */
  tag: string;
  /** The fleet as it is, or after a dry run as it would be. */
  fleet: Fleet;
  /** Rows that no fleet can hold, and why: they are left as they are. */
  leftOut: Statement[];
}

/** Ends a transaction that is not to count. */
class TakenBack extends Error {
  constructor(readonly edited: FleetEdited) {
    super('a dry run');
  }
}

/** The table of the apps, what lies where, and whether a change may set commands that run on the worker. */
export interface ChangePlace {
  table: string;
  grounds: Grounds;
  workerCommands: boolean;
}

/**
 * Changes the catalogue: all of it or nothing, one change at a time. Throws FLEET_INVALID with all that stands in the way,
 * FLEET_MOVED when the catalogue has another tag, and what `edit` throws.
 */
export async function changeFleet(db: Database, place: ChangePlace, change: FleetEdit): Promise<FleetEdited> {
  try {
    return await db.transaction('tell', async (sql) => {
      const edited = await changeOnce(sql, place, change);
      if (change.dryRun) throw new TakenBack(edited);
      if (edited.changes.length > 0) change.noteDown?.(sql, edited);
      return edited;
    });
  } catch (thrown) {
    if (thrown instanceof TakenBack) return thrown.edited;
    throw thrown;
  }
}

async function changeOnce(sql: Transaction, place: ChangePlace, change: FleetEdit): Promise<FleetEdited> {
  const standing = await readStoredFleet(sql, place.table, { lock: true });
  const [before, tag] = [standing.fleet, tagOf(standing)];
  if (change.tag !== undefined && change.tag !== tag)
    throw new CodedError('FLEET_MOVED', await entriesChangedSince(sql, change.tag));
  const problems = changeProblems();
  const after = withItsGroups(withNamedHosts(change.edit(before, problems.report)));
  const changes = compareFleets(before, after);
  checkChanges({ before, after, changes, workerCommands: place.workerCommands }, problems);
  await checkRemovals(changes, before, change, problems);
  problems.requireNone();
  if (changes.length === 0) return { changes, tag, fleet: before, leftOut: standing.leftOut };
  const written = await write(sql, place, { standing, after, changes, author: change.author, problems });
  // A dry run leaves the catalogue as it was: that is the one the change was made for.
  return { changes, tag: change.dryRun ? tag : tagOf(written), fleet: after, leftOut: standing.leftOut };
}

async function checkRemovals(
  changes: readonly FleetChange[],
  before: Fleet,
  { reasonsToKeep }: FleetEdit,
  { report }: ChangeProblems,
): Promise<void> {
  const gone = changes.filter(({ kind, change }) => kind === 'app' && change === 'removed').map(({ name }) => name);
  if (gone.length === 0) return;
  for (const [app, reason] of await reasonsToKeep(gone, before))
    report(['groups', before.apps.get(app)!.group, 'apps', app], reason);
}

/** Reports what the columns hold in another way than it was said: applied again, it would be a change again. */
function checkHeld(wanted: Fleet, held: Fleet, { report }: ChangeProblems): void {
  for (const { kind, name, values } of compareFleets(wanted, held)) {
    const above = kind === 'app' ? ['groups', wanted.apps.get(name)?.group ?? '', 'apps', name] : [`${kind}s`, name];
    for (const { key, before, after } of values)
      report(
        [...above, key],
        statement('column.otherwise', { value: JSON.stringify(before), held: JSON.stringify(after) }),
      );
  }
}

interface Writing {
  standing: StoredFleet;
  after: Fleet;
  changes: readonly FleetChange[];
  author: string;
  problems: ChangeProblems;
}

async function write(sql: Transaction, place: ChangePlace, writing: Writing): Promise<StoredFleet> {
  const { standing, after, changes, author, problems } = writing;
  const { fleet: before, rows } = standing;
  const revision = standing.revision + 1;
  // The hosts first: the rows name them as they are described then.
  await writeSettings(sql, { after, changes, revision });
  const described = await readStoredFleet(sql, place.table);
  const columns = await tableColumns(sql, place.table);
  const hosts = { before: standing.hosts, after: described.hosts };
  const rowChanges = [...after.apps.keys()].map((app) => rowChange(app, { before, after, hosts }, columns, problems));
  problems.requireNone();
  const gone = [...before.apps.keys()].filter((app) => !after.apps.has(app));
  await writeRows(sql, place.table, { changes: rowChanges, gone, rows });
  await writeChanges(sql, { before, after, changes, author, revision });
  const written = await readStoredFleet(sql, place.table);
  checkRows(standing, written, { ...place, changes }, problems);
  checkHeld(after, written.fleet, problems);
  problems.requireNone();
  return written;
}
