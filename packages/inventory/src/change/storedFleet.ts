import { statement, type Outage, type Statement } from '#contract';
import {
  entriesOf,
  isFleetName,
  withItsGroups,
  type AppSettings,
  type EntryKind,
  type Fleet,
  type FleetApp,
  type GroupSettings,
  type FleetHost,
} from '#fleet';
import { identifier, type Row, type Statements } from '#mysql';
import { textColumn } from '../rows/columns.js';
import { hostTable, type HostTable } from '../hosts/hostTable.js';
import { namesakesAmong } from '../rows/readRows.js';
import { besideOf, besideOfGroup, withRow, type BesideRows } from '../beside/besideRow.js';
import { settingsOf } from '../settings/settingsOf.js';
import { entryDigest, fleetDigest } from './digests.js';

/** All that the catalogue holds, and the rows it stands in. */
export interface StoredFleet extends BesideRows {
  fleet: Fleet;
  /** The row of each app. */
  rows: ReadonlyMap<string, Row>;
  /** Every row there is, in the order of the id. */
  every: readonly Row[];
  hosts: HostTable;
  /** Rows that no fleet can hold, and why. */
  leftOut: Statement[];
  /** How many changes were made through rexflow. */
  revision: number;
}

/** The tag of a state of the catalogue: its revision, and a digest that changes with the tables of the original, too. */
export const tagOf = ({ fleet, revision }: Pick<StoredFleet, 'fleet' | 'revision'>): string =>
  `${revision}-${fleetDigest(fleet)}`;

/** Reads the catalogue; with `lock` nobody else changes it through rexflow before the transaction ends. */
export async function readStoredFleet(
  sql: Statements,
  table: string,
  { lock } = { lock: false },
): Promise<StoredFleet> {
  const [guard] = await sql.query<Row>(
    `SELECT revision FROM rexflow_settings WHERE scope = 'fleet' AND name = ''${lock ? ' FOR UPDATE' : ''}`,
  );
  const [every, settings] = await Promise.all([
    sql.query<Row>(`SELECT * FROM ${identifier(table)} ORDER BY id`),
    sql.query<{ scope: string; name: string; value: string }>(
      "SELECT scope, name, value FROM rexflow_settings WHERE scope IN ('host', 'group', 'outage', 'app') ORDER BY scope, name",
    ),
  ]);
  const valuesOf = <T>(scope: string): Map<string, T> =>
    new Map(settings.filter((row) => row.scope === scope).map(({ name, value }) => [name, JSON.parse(value) as T]));
  const hosts = valuesOf<FleetHost>('host');
  const described = hostTable(hosts);
  const beside = valuesOf<AppSettings>('app');
  const groups = valuesOf<GroupSettings>('group');
  const besideGroups = new Map(
    [...groups].flatMap(([name, settings]) => {
      const ofGroup = besideOfGroup(settings);
      return ofGroup ? [[name, ofGroup] as const] : [];
    }),
  );
  return {
    ...appsOf({ every, beside, besideGroups }, { hosts, groups, outages: valuesOf<Outage>('outage') }, described),
    every,
    hosts: described,
    beside,
    besideGroups,
    revision: Number(guard?.['revision'] ?? 0),
  };
}

function appsOf(
  { every, ...besideRows }: Pick<StoredFleet, 'every'> & BesideRows,
  others: Omit<Fleet, 'apps'>,
  table: HostTable,
): Pick<StoredFleet, 'fleet' | 'rows' | 'leftOut'> {
  const namesakes = namesakesAmong(every);
  const apps = new Map<string, FleetApp>();
  const rows = new Map<string, Row>();
  const leftOut = new Map<string, Statement>();
  const leave = (why: Statement): unknown => leftOut.set(JSON.stringify(why), why);
  for (const row of every) {
    const [name, group] = [textColumn(row, 'app_key'), textColumn(row, 'local_name')];
    const ids = namesakes(row);
    if (!isFleetName(name)) leave(statement('left.noKey', { id: textColumn(row, 'id') }));
    else if (ids.length > 1) leave(statement('left.several', { app: name, ids }));
    else if (!isFleetName(group)) leave(statement('left.noGroup', { app: name }));
    else {
      const settings = withRow(settingsOf(row), besideOf(name, group, besideRows));
      apps.set(name, { group, host: table.nameOf(textColumn(row, 'network_ip')), settings });
      rows.set(name, row);
    }
  }
  return { fleet: withItsGroups({ ...others, apps }), rows, leftOut: [...leftOut.values()] };
}

/** The tag of one host, group or app; null where there is none of that name. */
export function entryTag(fleet: Fleet, kind: EntryKind, name: string): string | null {
  const entry = entriesOf(fleet, kind).get(name);
  return entry === undefined ? null : entryDigest(entry);
}
