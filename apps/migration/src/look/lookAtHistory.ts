import { statement } from '#contract';
import { identifier, type Database, type Row } from '#mysql';
import { rowIdOf, appNameOf, type CatalogueTable } from './lookAtRows.js';
import { sqlText, type Mend } from './mend.js';

/** `_YYYYmmdd_HHMMSS` behind the path of a link. */
const stampLength = 16;
const pathColumns = [
  'deloy_prodir_before',
  'deloy_configdir_before',
  'deloy_prodir_after',
  'deloy_configdir_after',
] as const;
const hour = 3_600_000;
/** As many are named; the rest is many. */
const mostNamed = 20;

const textOf = (row: Row, column: string): string => {
  const value = row[column];
  return value === null || value === undefined ? '' : String(value).trim();
};

const few = (names: readonly string[]): string[] =>
  names.length > mostNamed ? [...names.slice(0, mostNamed), `… (${names.length})`] : [...names];

async function columnsOf(db: Database, table: string): Promise<Map<string, number>> {
  const rows = await db.query<{ name: string; width: number | null }>(
    `SELECT COLUMN_NAME AS name, CHARACTER_MAXIMUM_LENGTH AS width FROM information_schema.COLUMNS
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?`,
    [table],
  );
  return new Map(rows.map(({ name, width }) => [name, Number(width ?? 0)]));
}

/** Release directories that the columns of the records cut off, and rows that they have cut off already. */
async function pathLengths(
  db: Database,
  records: string,
  widths: ReadonlyMap<string, number>,
  rows: readonly Row[],
): Promise<Mend[]> {
  const there = pathColumns.filter((column) => widths.has(column));
  const width = Math.min(...there.map((column) => widths.get(column)!));
  const wider = `ALTER TABLE ${records} ${there.map((column) => `MODIFY ${column} VARCHAR(255) NULL`).join(', ')};`;
  const long = rows.flatMap((row): Mend[] => {
    const longest = Math.max(
      ...['pro_dir', 'config_dir'].map((column) => textOf(row, column).replace(/\/+$/, '').length),
    );
    const length = longest + stampLength;
    if (longest === 0 || length <= width) return [];
    const what = statement('moving.longPath', { app: appNameOf(row), length, table: records, width });
    return [{ grade: 'better', what, ids: [rowIdOf(row)], cure: [wider] }];
  });
  const cut = there.map((column) => `CHAR_LENGTH(${column}) >= ${widths.get(column)}`).join(' OR ');
  const [{ n } = { n: 0 }] = await db.query<{ n: number }>(
    `SELECT COUNT(*) AS n FROM ${identifier(records)} WHERE ${cut}`,
  );
  if (Number(n) === 0) return long;
  return [
    ...long,
    { grade: 'know', what: statement('moving.cutHistory', { n: Number(n), table: records }), ids: [], cure: [] },
  ];
}

/** Which apps a rollback can take back to a release of RexDeployV3: MySQL looks through the rows, only what it finds is brought. */
async function waysBack(
  db: Database,
  records: string,
  widths: ReadonlyMap<string, number>,
  rows: readonly Row[],
): Promise<Mend[]> {
  const [{ n } = { n: 0 }] = await db.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${identifier(records)}`);
  const found = await db.query<{ app: string }>(
    `SELECT DISTINCT deploy_key AS app FROM ${identifier(records)} WHERE end_time IS NOT NULL AND deloy_prodir_before LIKE '/%'
       AND CHAR_LENGTH(deloy_prodir_before) < ?`,
    [widths.get('deloy_prodir_before') ?? 64],
  );
  const able = new Set(found.map(({ app }) => String(app).trim()));
  const apps = rows.filter((row) => textOf(row, 'auto_deloy') === '1').map(appNameOf);
  const none = apps.filter((app) => !able.has(app));
  const know = (what: Mend['what']): Mend => ({ grade: 'know', what, ids: [], cure: [] });
  return [
    know(statement('moving.history', { rows: Number(n) })),
    know(statement('moving.goesBack', { n: apps.length - none.length, all: apps.length })),
    ...(none.length > 0 ? [know(statement('moving.goesNotBack', { apps: few(none) }))] : []),
  ];
}

/** Locks that RexDeployV3 left, and those that it holds. */
async function locks(db: Database, status: string, now: Date): Promise<Mend[]> {
  const held = await db.query<Row>(
    `SELECT id, deploy_key, start_time FROM ${identifier(status)} WHERE status = 1 ORDER BY start_time, id`,
  );
  const since = (row: Row): string => textOf(row, 'start_time') || '?';
  // The original writes the time of its own machine, where this runs, too.
  const isYoung = (row: Row): boolean => now.getTime() - Date.parse(since(row).replace(' ', 'T')) < hour;
  const mends: Mend[] = [];
  const [young, old] = [held.filter(isYoung), held.filter((row) => !isYoung(row))];
  const named = (rows: readonly Row[]): string[] => few([...new Set(rows.map((row) => textOf(row, 'deploy_key')))]);
  if (old.length > 0) {
    const what = statement('moving.lockOld', { apps: named(old), since: since(old[0]!) });
    const cure = [
      `UPDATE ${status} SET status = 0 WHERE id IN (${old.map(rowIdOf).join(', ')});`,
      '# or, once rexflow runs: POST /rex action=Deploy:Db:initdb',
    ];
    mends.push({ grade: 'better', what, ids: [], cure });
  }
  if (young.length > 0) {
    const what = statement('moving.lockYoung', { apps: named(young), since: since(young[0]!) });
    mends.push({ grade: 'mend', what, ids: [], cure: [] });
  }
  const twice = await db.query<{ app: string; n: number; first: number }>(
    `SELECT deploy_key AS app, COUNT(*) AS n, MIN(id) AS first FROM ${identifier(status)}
     WHERE deploy_key IS NOT NULL GROUP BY deploy_key HAVING COUNT(*) > 1`,
  );
  return [
    ...mends,
    ...twice.map(({ app, n, first }): Mend => {
      const what = statement('moving.lockTwice', { app: String(app), n: Number(n), table: status });
      const cure = [`DELETE FROM ${status} WHERE deploy_key = ${sqlText(String(app))} AND id <> ${Number(first)};`];
      return { grade: 'better', what, ids: [], cure };
    }),
  ];
}

/** Batches of a gray release that name apps which are not there. */
async function batches(db: Database, table: string, rows: readonly Row[]): Promise<Mend[]> {
  const known = new Set(rows.map(appNameOf));
  const sorts = await db.query<Row>(`SELECT local_name, app_key_sort FROM ${identifier(table)}`);
  return sorts.flatMap((row): Mend[] => {
    const names = textOf(row, 'app_key_sort')
      .split(/[;\s]+/)
      .filter((name) => name !== '' && !known.has(name));
    if (names.length === 0) return [];
    const group = textOf(row, 'local_name');
    const what = statement('moving.batches', { group, table, names });
    const cure = [`UPDATE ${table} SET app_key_sort = '<app;app>' WHERE local_name = ${sqlText(group)};`];
    return [{ grade: 'better', what, ids: [], cure }];
  });
}

/** Looks at what RexDeployV3 recorded: its history, its locks and its batches. Tables that are not there have nothing to tell. */
export async function lookAtHistory(
  db: Database,
  catalogue: CatalogueTable,
  rows: readonly Row[],
  now: Date,
): Promise<Mend[]> {
  const { records, status, batches: sorts } = catalogue.tables;
  const [ofRecords, ofStatus, ofSorts] = await Promise.all([records, status, sorts].map((name) => columnsOf(db, name)));
  return [
    ...(ofRecords!.has('deloy_prodir_before') ? await pathLengths(db, records, ofRecords!, rows) : []),
    ...(ofRecords!.has('end_time') ? await waysBack(db, records, ofRecords!, rows) : []),
    ...(ofStatus!.has('start_time') ? await locks(db, status, now) : []),
    ...(ofSorts!.has('app_key_sort') ? await batches(db, sorts, rows) : []),
  ];
}
