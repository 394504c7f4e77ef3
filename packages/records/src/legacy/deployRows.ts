import { filledUp, type Database, type Statements, placeholders } from '#mysql';
import { withoutOurLinks, type PastRelease } from '#release';
import { fromLocal, localTime, versionOf } from '../base/times.js';
import type { TargetRecord, DeployRow, RequestRecord } from '../base/types.js';
import type { Tables } from '../base/settings.js';

const columns = [
  'deploy_key',
  'deploy_ip',
  'deloy_prodir_before',
  'deloy_configdir_before',
  'deloy_prodir_after',
  'deloy_configdir_after',
  'deloy_prodir_real_before',
  'deloy_size',
  'deploy_take',
  'processNumber',
  'start_time',
  'rsync_war_time',
  'start_app_time',
  'end_time',
  'randomStr',
  'rollRecord',
  'rollStatus',
  'rollbackNumber',
] as const;

type Path =
  | 'deloy_prodir_before'
  | 'deloy_configdir_before'
  | 'deloy_prodir_after'
  | 'deloy_configdir_after'
  | 'deloy_prodir_real_before';

/** The original's path columns hold 64 characters; these of ours hold the whole path. */
const whole: Record<Path, string> = {
  deloy_prodir_before: 'program_before',
  deloy_configdir_before: 'config_before',
  deloy_prodir_after: 'program_after',
  deloy_configdir_after: 'config_after',
  deloy_prodir_real_before: 'program_real_before',
};

export type DeployColumns = Partial<
  Record<Path | 'deloy_size' | 'deploy_take' | 'rsync_war_time' | 'start_app_time' | 'end_time' | 'note', string | null>
> &
  Partial<Record<'processNumber' | 'status' | 'rollRecord', number>>;

const spelled = columns.map((column) => `\`${column}\``).join(', ');

const table = (name: string): string => `\`${name}\``;
const isPath = (column: string): column is Path => column in whole;

/** Opens the row of one app's attempt, unless it is open already: status 1, start_time now. */
export async function openDeployRow(
  sql: Database,
  tables: Tables,
  request: Pick<RequestRecord, 'caller'>,
  app: TargetRecord,
): Promise<void> {
  const now = sql.now();
  await sql.execute(
    `INSERT INTO ${table(tables.records)} (deploy_key, deploy_ip, deploy_version, deploy_people, start_time, randomStr, status)
     SELECT ?, ?, ?, ?, ?, ?, 1 FROM (SELECT 1) AS one
     WHERE NOT EXISTS (SELECT 1 FROM ${table(tables.records)} WHERE randomStr = ?)`,
    [app.app.appKey, app.app.host, versionOf(now), request.caller, localTime(now), app.randomStr, app.randomStr],
  );
}

/**
 * Ends the rows of a request that nothing ended: of apps that were ready when the request failed elsewhere or was
 * cancelled. The original left such rows at status 1, as if the release were still going on.
 */
export async function closeDeployRows(
  sql: Statements,
  tables: Tables,
  requestId: string,
  { only = null, note = 'not done: the request failed elsewhere or was cancelled' }: ClosedRows = {},
): Promise<void> {
  const found = await sql.query<{ random_str: string; app_key: string }>(
    'SELECT random_str, app_key FROM rexflow_host_releases WHERE request_id = ?',
    [requestId],
  );
  const attempts = found.filter((row) => only === null || only.includes(row.app_key));
  if (attempts.length === 0) return;
  await sql.execute(
    `UPDATE ${table(tables.records)} SET status = 0, note = COALESCE(note, ?)
     WHERE status = 1 AND randomStr IN (${placeholders(attempts)})`,
    [note, ...attempts.map((row) => row.random_str)],
  );
}

/** Rows that are ended: those of these apps, with this note. */
interface ClosedRows {
  only?: readonly string[] | null;
  note?: string;
}

/** Writes columns of an attempt's row; paths also, and in full, to our own row of it. */
export async function updateDeployRow(
  sql: Statements,
  tables: Tables,
  randomStr: string,
  values: DeployColumns,
  widths: ReadonlyMap<string, number>,
): Promise<void> {
  const entries = Object.entries(values);
  if (entries.length === 0) return;
  const fitting = entries.map(([column, value]) =>
    typeof value === 'string' ? value.slice(0, widths.get(column) ?? value.length) : (value ?? null),
  );
  await sql.execute(
    `UPDATE ${table(tables.records)} SET ${entries.map(([column]) => `\`${column}\` = ?`).join(', ')} WHERE randomStr = ?`,
    [...fitting, randomStr],
  );
  const paths = entries.filter(([column]) => isPath(column));
  if (paths.length === 0) return;
  await sql.execute(
    `UPDATE rexflow_host_releases SET ${paths.map(([column]) => `${whole[column as Path]} = ?`).join(', ')} WHERE random_str = ?`,
    [...paths.map(([, value]) => value ?? null), randomStr],
  );
}

type OwnRow = { random_str: string; request_id: string; bad: number } & Record<string, string | null>;

/** Our own rows of attempts, by their numbers. */
async function ownRows(sql: Statements, randomStrs: readonly string[]): Promise<Map<string, OwnRow>> {
  if (randomStrs.length === 0) return new Map();
  const bound = filledUp(randomStrs);
  const rows = await sql.query<OwnRow>(
    `SELECT random_str, request_id, bad, ${Object.values(whole).join(', ')} FROM rexflow_host_releases
     WHERE random_str IN (${placeholders(bound)})`,
    bound,
  );
  return new Map(rows.map((row) => [row.random_str, row]));
}

/** A row with its paths in full, where our own row has them. */
function withWhole<R extends Pick<DeployRow, Path>>(row: R, own: OwnRow | undefined): R {
  for (const [column, ours] of Object.entries(whole)) row[column as Path] = own?.[ours] ?? row[column as Path];
  return row;
}

/** Implements GatewayRecords.deployRows. Paths come in full where our own row has them. */
export async function readDeployRows(sql: Statements, tables: Tables, randomStrs: string[]): Promise<DeployRow[]> {
  if (randomStrs.length === 0) return [];
  const rows = await sql.query<DeployRow>(
    `SELECT ${spelled} FROM ${table(tables.records)} WHERE randomStr IN (${placeholders(randomStrs)})`,
    randomStrs,
  );
  const own = await ownRows(sql, randomStrs);
  return randomStrs.flatMap((randomStr) => {
    const row = rows.find((candidate) => candidate.randomStr === randomStr);
    return row ? [withWhole(row, own.get(randomStr))] : [];
  });
}

const longest = 500;

type PastRow = Pick<
  DeployRow,
  'randomStr' | 'processNumber' | 'rollRecord' | 'rollStatus' | 'start_time' | 'end_time' | Path
>;

const ofPast = [
  'randomStr',
  'processNumber',
  'rollRecord',
  'rollStatus',
  'start_time',
  'end_time',
  ...Object.keys(whole),
];

/** Implements GatewayRecords.pastReleases: the finished releases and rollbacks of an app, oldest first. */
export async function pastReleases(
  sql: Statements,
  tables: Tables,
  appKey: string,
  newest = longest,
): Promise<PastRelease[]> {
  const rows = await sql.query<PastRow>(
    `SELECT ${ofPast.map((column) => `\`${column}\``).join(', ')} FROM ${table(tables.records)}
     WHERE deploy_key = ? AND end_time IS NOT NULL AND randomStr IS NOT NULL ORDER BY end_time DESC, id DESC
     LIMIT ${Math.trunc(newest)}`,
    [appKey],
  );
  const ours = await ownRows(
    sql,
    rows.map((row) => row.randomStr),
  );
  const past = rows.reverse().map((bare): PastRelease => {
    const own = ours.get(bare.randomStr);
    const row = withWhole(bare, own);
    return {
      randomStr: row.randomStr,
      requestId: own?.request_id ?? null,
      programBefore: row.deloy_prodir_before || null,
      configBefore: row.deloy_configdir_before || null,
      programRealBefore: row.deloy_prodir_real_before || null,
      programAfter: row.deloy_prodir_after || null,
      configAfter: row.deloy_configdir_after || null,
      startedAt: fromLocal(row.start_time),
      endedAt: fromLocal(row.end_time),
      isRollback: Number(row.rollRecord) === 1,
      rollStatus: Number(row.rollStatus),
      good: Number(row.processNumber) > 0,
      bad: own?.bad === 1,
    };
  });
  return withoutOurLinks(past);
}

/**
 * Stamps of an app's releases that came to nothing since its last good one: the app was left on, or went back to, the release
 * before. Their directories may still lie on the host.
 */
export async function abandoned(sql: Statements, appKey: string): Promise<string[]> {
  const attempts = `rexflow_host_releases h FORCE INDEX (newest) JOIN rexflow_requests r ON r.id = h.request_id
    WHERE h.app_key = ? AND r.action = 'release'`;
  // A randomStr begins with the time: an app's attempts are read from the newest on, as far back as the last good one.
  const [good] = await sql.query<{ random_str: string }>(
    `SELECT STRAIGHT_JOIN h.random_str FROM ${attempts} AND h.standing = 'new' ORDER BY h.random_str DESC LIMIT 1`,
    [appKey],
  );
  const rows = await sql.query<{ stamp: string }>(
    `SELECT STRAIGHT_JOIN r.stamp FROM ${attempts} AND r.state = 'settled' AND h.standing IN ('old', 'restored')
       AND h.random_str > ? ORDER BY h.random_str DESC LIMIT 50`,
    [appKey, good?.random_str ?? ''],
  );
  return rows.map((row) => row.stamp).filter((stamp) => stamp !== '');
}

/** Widths of the text columns of the records table, by name: an existing database may be narrower than ours. */
export async function columnWidths(sql: Statements, tables: Tables): Promise<Map<string, number>> {
  const rows = await sql.query<{ name: string; width: number | null }>(
    `SELECT COLUMN_NAME AS name, CHARACTER_MAXIMUM_LENGTH AS width FROM information_schema.COLUMNS
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND DATA_TYPE = 'varchar'`,
    [tables.records],
  );
  return new Map(rows.flatMap((row) => (row.width === null ? [] : [[row.name, Number(row.width)]])));
}
