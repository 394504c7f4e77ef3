import { CodedError } from '#contract';
import { identifier } from './connection/identifier.js';
import { firstMigrations, laterMigrations } from './migrations/index.js';
import type { OriginalTables } from './migrations/originalTables.js';
import { recordedIn } from './migrations/runMigrations.js';
import type { Database } from './connection/types.js';

/** The state of a database, as far as rexflow needs it. */
export interface DatabaseState {
  version: string;
  /** Milliseconds its clock is ahead of ours. */
  clockAheadMs: number;
  /** The missing privileges, as "UPDATE on pre_deploy_manage (the server's words)". */
  refused: string[];
  /** Rights on the database that SHOW GRANTS does not show and an upgrade needs. */
  ungranted: string[];
  /** Migrations of this version that have not run. */
  pending: string[];
  /** Migrations that have run and are of a newer version. */
  unknown: string[];
}

/** Our tables, for rights may be given table by table, each with a column that can be set to itself. */
const own = {
  requests: 'id',
  host_releases: 'app_key',
  steps: 'id',
  leases: 'app_key',
  line: 'app_key',
  events: 'id',
  deliveries: 'id',
  users: 'name',
  tokens: 'user',
  audit: 'id',
  audit_anchors: 'first_id',
  retention: 'what',
  host_keys: 'port',
  host_looks: 'machine',
  installation: 'id',
  settings: 'name',
  changes: 'id',
  looks: 'host',
  hold: 'one',
  backups: 'what',
  seen: 'app_key',
};
const ofUpgrade = ['CREATE', 'ALTER', 'INDEX'];

/** Each thing that is done to a table as a statement that finds nothing to do. */
const harmless = {
  SELECT: (table: string) => `SELECT 1 FROM ${table} LIMIT 0`,
  INSERT: (table: string) => `INSERT INTO ${table} SELECT * FROM ${table} WHERE 1 = 0`,
  UPDATE: (table: string, column: string) => `UPDATE ${table} SET ${column} = ${column} WHERE 1 = 0`,
  DELETE: (table: string) => `DELETE FROM ${table} WHERE 1 = 0`,
};
type Deed = keyof typeof harmless;

async function refusals(db: Database, { apps, records, status }: OriginalTables): Promise<string[]> {
  const deeds: [Deed[], string, string][] = [
    [['SELECT'], apps, 'id'],
    ...[records, status].map((table): [Deed[], string, string] => [['SELECT', 'INSERT', 'UPDATE'], table, 'id']),
    ...Object.entries(own).map(([table, column]): [Deed[], string, string] => [
      ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
      `rexflow_${table}`,
      column,
    ]),
  ];
  const found: string[] = [];
  for (const [deed, table, column] of deeds.flatMap(([all, ...rest]) => all.map((one) => [one, ...rest] as const))) {
    try {
      await db.execute(harmless[deed](identifier(table), identifier(column)));
    } catch (thrown) {
      if (thrown instanceof CodedError || !(thrown instanceof Error) || !('errno' in thrown)) throw thrown;
      found.push(`${deed} on ${table} (${thrown.message})`);
    }
  }
  return found;
}

const inPattern = (name: string): RegExp =>
  new RegExp(
    `^${name
      .replaceAll('\\_', '\u0000')
      .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('_', '.')
      .replaceAll('%', '.*')
      .replaceAll('\u0000', '_')}$`,
  );

/** Rights an upgrade needs, less those that are granted on this database or on all. */
async function ungranted(db: Database): Promise<string[]> {
  const [{ name } = { name: '' }] = await db.query<{ name: string }>('SELECT DATABASE() AS name');
  const rows = await db.query<Record<string, string>>('SHOW GRANTS');
  const granted = rows.flatMap((row) => {
    const [, words = '', where = ''] = /^GRANT (.+?) ON (\S+) TO /.exec(Object.values(row)[0] ?? '') ?? [];
    const [, database = ''] = /^`?(.*?)`?\.\*$/.exec(where) ?? [];
    return database === '*' || (database !== '' && inPattern(database).test(name)) ? words.split(/, ?/) : [];
  });
  return granted.includes('ALL PRIVILEGES') ? [] : ofUpgrade.filter((right) => !granted.includes(right));
}

/**
 * Looks at a database as rexflow needs it: what may be done in it is tried with statements that find nothing to do. Throws
 * MYSQL_AWAY.
 */
export async function examineDatabase(db: Database, tables: OriginalTables): Promise<DatabaseState> {
  const asked = Date.now();
  const [row] = await db.query<{ version: string; at: string }>(
    "SELECT VERSION() AS version, DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f') AS at",
  );
  const middle = (asked + Date.now()) / 2;
  const ran = (
    await db.query<{ name: string }>(
      `SELECT name FROM ${recordedIn.first} UNION SELECT name FROM ${recordedIn.later} ORDER BY name`,
    )
  ).map(({ name }) => name);
  const known = Object.keys({ ...firstMigrations(tables), ...laterMigrations(tables) });
  return {
    version: row!.version,
    clockAheadMs: Math.round(Date.parse(`${row!.at.slice(0, 23)}Z`) - middle),
    refused: await refusals(db, tables),
    ungranted: await ungranted(db),
    pending: known.filter((name) => !ran.includes(name)),
    unknown: ran.filter((name) => !known.includes(name)),
  };
}
