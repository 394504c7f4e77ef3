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
  /** Rights beyond those that are needed, as "DROP on autotask.*". */
  excess: string[];
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
  places: 'app_key',
};
const ofUpgrade = ['CREATE', 'ALTER', 'INDEX'];
const needed = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', ...ofUpgrade];

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

/** The rights granted on all databases, and those on this one, as SHOW GRANTS has them. */
async function grantsOf(db: Database): Promise<{ onAll: string[]; onThis: string[]; name: string }> {
  const [{ name } = { name: '' }] = await db.query<{ name: string }>('SELECT DATABASE() AS name');
  const rows = await db.query<Record<string, string>>('SHOW GRANTS');
  const grants = rows.flatMap((row) => {
    const [, words = '', where = '', rest = ''] =
      /^GRANT (.+?) ON (\S+) TO (.*)$/.exec(Object.values(row)[0] ?? '') ?? [];
    const [, database = ''] = /^`?(.*?)`?\.\*$/.exec(where) ?? [];
    const rights = [...words.split(/, ?/), ...(rest.endsWith(' WITH GRANT OPTION') ? ['GRANT OPTION'] : [])];
    return rights.filter((right) => right !== 'USAGE').map((right) => ({ right, database }));
  });
  const rightsOn = (meant: (database: string) => boolean): string[] =>
    grants.filter(({ database }) => meant(database)).map(({ right }) => right);
  return {
    onAll: rightsOn((database) => database === '*'),
    onThis: rightsOn((database) => database !== '*' && database !== '' && inPattern(database).test(name)),
    name,
  };
}

/** The rights an upgrade needs and SHOW GRANTS does not show, and those it shows that nothing needs. */
async function examineRights(db: Database): Promise<Pick<DatabaseState, 'ungranted' | 'excess'>> {
  const { onAll, onThis, name } = await grantsOf(db);
  const granted = [...onAll, ...onThis];
  return {
    ungranted: granted.includes('ALL PRIVILEGES') ? [] : ofUpgrade.filter((right) => !granted.includes(right)),
    excess: [
      ...onAll.map((right) => `${right} on *.*`),
      ...onThis.filter((right) => !needed.includes(right)).map((right) => `${right} on ${name}.*`),
    ],
  };
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
    ...(await examineRights(db)),
    pending: known.filter((name) => !ran.includes(name)),
    unknown: ran.filter((name) => !known.includes(name)),
  };
}
