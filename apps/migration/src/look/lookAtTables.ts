import { statement } from '#contract';
import { lackingColumns } from '#inventory';
import type { Database, OriginalTables } from '#mysql';
import type { Mend } from './mend.js';

interface TableRow {
  name: string;
  engine: string | null;
  format: string | null;
  charset: string | null;
}

/** The first server of each kind that rexflow runs on. */
const least = { MariaDB: [10, 11], MySQL: [8, 0] } as const;

function isOlder(version: string, [major, minor]: readonly [number, number]): boolean {
  const [, first = '0', second = '0'] = /^(?:5\.5\.5-)?(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(first) < major || (Number(first) === major && Number(second) < minor);
}

const tableRules = [
  's/ ROW_FORMAT=[A-Z]+//',
  's/ENGINE=(MyISAM|Aria)/ENGINE=InnoDB/',
  's/ (DEFAULT )?(CHARSET|CHARACTER SET)=[a-z0-9]+/ DEFAULT CHARSET=utf8mb4/',
  's/ COLLATE=[a-z0-9_]+//',
];
const columnRules = ['s/ CHARACTER SET [a-z0-9]+//', 's/ COLLATE [a-z0-9_]+//'];
const quoted = (words: string): string => `'${words}'`;

/** The steps of a dump and a load, tried with a MariaDB. What the dump says of old row formats and character sets does not come along. */
export const dumpAndLoad = (database: string): string[] => [
  `mysqldump --single-transaction --hex-blob --default-character-set=utf8mb4 ${database} > ${database}.sql`,
  // Of tables and columns only: a row that says such words keeps them.
  `sed -E -i ${quoted(`/^\\) ENGINE=/{${tableRules.join(';')};};/^  \`/{${columnRules.join(';')};}`)} ${database}.sql`,
  `mysql -h NEW -e 'CREATE DATABASE ${database} CHARACTER SET utf8mb4'`,
  `mysql -h NEW --default-character-set=utf8mb4 ${database} < ${database}.sql`,
];

/** Looks at the server and at the tables of RexDeployV3: what rexflow cannot work with, or not for long. */
export async function lookAtTables(
  db: Database,
  database: string,
  tables: OriginalTables,
  table: string,
): Promise<Mend[]> {
  const [{ version } = { version: '' }] = await db.query<{ version: string }>('SELECT VERSION() AS version');
  const server = /mariadb/i.test(version) ? 'MariaDB' : 'MySQL';
  const found = new Map(
    (
      await db.query<TableRow>(
        `SELECT TABLE_NAME AS name, ENGINE AS engine, ROW_FORMAT AS format, SUBSTRING_INDEX(TABLE_COLLATION, '_', 1) AS charset
         FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE'`,
      )
    ).map((row) => [row.name, row]),
  );
  const mends: Mend[] = [];
  if (isOlder(version, least[server])) {
    const what = statement('moving.serverOld', { server, version });
    mends.push({ grade: 'mend', what, ids: [], cure: dumpAndLoad(database) });
  }
  for (const name of new Set(Object.values(tables))) {
    const row = found.get(name);
    if (row) mends.push(...flawsOf(row));
    else if (name !== table)
      mends.push({ grade: 'know', what: statement('moving.tableMissing', { table: name }), ids: [], cure: [] });
  }
  const lacking = found.has(table) ? await lackingColumns(db, table) : [];
  if (lacking.length > 0) {
    const cure = lacking.map((column) => `ALTER TABLE ${table} ADD COLUMN ${column} VARCHAR(255) NULL;`);
    mends.push({ grade: 'mend', what: statement('moving.columnsLack', { table, columns: lacking }), ids: [], cure });
  }
  return mends;
}

function flawsOf({ name: table, engine, format, charset }: TableRow): Mend[] {
  const [of, rows, text] = [engine ?? '', format ?? '', charset ?? ''];
  const change = (words: string): string[] => [`ALTER TABLE ${table} ${words};`];
  const mends: Mend[] = [];
  if (of !== 'InnoDB') {
    const what = statement('moving.tableUnsafe', { table, engine: of });
    mends.push({ grade: 'mend', what, ids: [], cure: change('ENGINE=InnoDB ROW_FORMAT=DYNAMIC') });
  } else if (/^(compact|redundant)$/i.test(rows)) {
    const what = statement('moving.tableOld', { table, engine: of, format: rows.toUpperCase() });
    mends.push({ grade: 'better', what, ids: [], cure: change('ROW_FORMAT=DYNAMIC') });
  }
  if (text !== 'utf8mb4' && text !== '') {
    const what = statement('moving.tableCharset', { table, charset: text });
    mends.push({
      grade: 'better',
      what,
      ids: [],
      cure: change('ROW_FORMAT=DYNAMIC, CONVERT TO CHARACTER SET utf8mb4'),
    });
  }
  return mends;
}
