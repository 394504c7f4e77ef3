import { CodedError, statement } from '#contract';
import { batchCalls } from '#async';
import { identifier, type Row } from '#mysql';
import type { App } from '#release';
import type { Catalogue } from './catalogue.js';
import { textColumn } from './columns.js';
import type { Described } from '../hosts/readDescribed.js';
import type { BesideRows } from '../beside/besideRow.js';
import { flaws, incomplete, judged } from './flaws.js';
import { meetings, type Meeting } from './sharedDirectories.js';
import { isMeeting, pathsMeet, servicesMeet } from './pathsMeet.js';
import { servedTogether, type ServedTogether } from './sharedServices.js';
import { placeOf, type Grounds } from './placeOf.js';
import { namesakesAmong } from './readRows.js';
import { toApp } from './toApp.js';
import type { RowProblem, UnusableRow } from './types.js';

/** The problems of all rows of the catalogue. */
export interface Survey {
  /** The problems of single rows, in the order of id. */
  problems: RowProblem[];
  /** The rows that are no apps, in the order of id. */
  unusable: UnusableRow[];
  /** The error of each app that meets others, by id. */
  met: ReadonlyMap<number, CodedError>;
  /** That of each app that one service begins and ends with others. */
  served: ReadonlyMap<number, CodedError>;
}

/** Rows are wide: only the columns are read by which they are judged. */
const wanted = [...judged, 'auto_deloy', 'backupdir_same_level', 'deploydir_same_level'];

/**
 * Checks every row of the catalogue. Those who ask at the same time share a check, and its result is kept for as long
 * as no row changes: MySQL computes a checksum of them, ten times as fast as they are read.
 */
export function surveyor(catalogue: Catalogue, grounds: Grounds): () => Promise<Survey> {
  const { db, table } = catalogue;
  const from = identifier(table);
  let columns: string[] | null = null;
  let kept: { checksum: string; survey: Survey } | null = null;

  const checksumOf = async (named: readonly string[]): Promise<string> => {
    // The id makes every row another, so that no two take each other away; a NULL would move those after it forward. Sum
    // and difference together are no cryptographic digest, but three times as fast as one, at every release.
    const row = `CRC32(CONCAT_WS('\n', ${named.map((column) => `COALESCE(${column}, '')`).join(', ')}))`;
    const figures = `COUNT(*) AS count, BIT_XOR(${row}) AS difference, SUM(${row}) AS sum`;
    const [found] = await db.query<Row>(`SELECT ${figures} FROM ${from}`);
    return `${found!.count} ${found!.difference} ${found!.sum}`;
  };

  const look = batchCalls<null, Survey>(async (asked) => {
    const named = (columns ??= await present(catalogue));
    const stateOf = async () => {
      const [rows, described] = await Promise.all([checksumOf(named), catalogue.described()]);
      return { checksum: `${rows} ${described.text}`, described };
    };
    const { checksum, described } = await stateOf();
    if (kept?.checksum !== checksum) {
      const rows = await db.query<Row>(`SELECT ${named.join(', ')} FROM ${from} ORDER BY id`);
      const survey = judgeRows(rows, { table, grounds, ...described });
      kept = (await stateOf()).checksum === checksum ? { checksum, survey } : null;
      return asked.map(() => survey);
    }
    return asked.map(() => kept!.survey);
  });
  return () => look(null);
}

/** The columns there are, spelled for SQL: the table with public addresses has fewer. */
async function present({ db, table }: Catalogue): Promise<string[]> {
  const found = await db.query<{ name: string }>(
    'SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?',
    [table],
  );
  const known = new Set(found.map(({ name }) => name));
  return wanted.filter((column) => known.has(column)).map(identifier);
}

/** What is wrong with these rows, which are all there are. */
export function judgeRows(
  rows: readonly Row[],
  {
    table,
    grounds,
    hosts,
    beside,
    besideGroups,
  }: { table: string; grounds: Grounds } & Pick<Described, 'hosts'> & BesideRows,
): Survey {
  const namesakes = namesakesAmong(rows);
  const judgedRows = rows.map((row) => ({ row, wrong: flaws(row, { beside }) }));
  // Only what may be released can be released over.
  const apps = judgedRows
    .filter(({ row, wrong }) => wrong.length === 0 && textColumn(row, 'auto_deloy') === '1')
    .map(({ row }) => toApp(row, { hosts, beside, besideGroups, rollouts: new Map(), outages: new Map() }));
  const met = problemsOf(apps, meetings(apps.map((app) => placeOf(app, grounds))), table);
  const served = problemsServed(apps, servedTogether(apps, grounds));
  const problems = judgedRows.flatMap(({ row, wrong }): RowProblem[] => {
    const [id, app, ids] = [Number(row.id), textColumn(row, 'app_key'), namesakes(row)];
    const meetings = [met, served].flatMap((of) => of.get(id) ?? []);
    const troubles = [
      ...(wrong.length > 0 ? [incomplete(row, wrong)] : []),
      ...(app !== '' && ids.length > 1 ? [new CodedError('APP_AMBIGUOUS', { app, ids })] : []),
      ...meetings,
    ];
    const automated = textColumn(row, 'auto_deloy') === '1';
    return troubles.map((trouble) => ({
      id,
      app: app || null,
      group: textColumn(row, 'local_name') || null,
      automated,
      trouble,
    }));
  });
  return { problems, unusable: unusableAmong(rows, problems), met, served };
}

/** Two that meet are apps all the same: each of them could be released without the other. */
function unusableAmong(rows: readonly Row[], problems: readonly RowProblem[]): UnusableRow[] {
  const troubles = new Map<number, RowProblem>();
  for (const problem of problems) {
    if (!isMeeting(problem.trouble) && !troubles.has(problem.id)) troubles.set(problem.id, problem);
  }
  const apps = rows.filter(({ id }) => !troubles.has(Number(id)));
  const groups = new Set(apps.map((row) => textColumn(row, 'local_name')));
  const hosts = new Set(apps.map((row) => textColumn(row, 'network_ip')));
  return rows.flatMap((row) => {
    const problem = troubles.get(Number(row.id));
    if (!problem) return [];
    const { id, app, trouble } = problem;
    const [group, host] = [textColumn(row, 'local_name'), textColumn(row, 'network_ip')];
    return [{ id, app, trouble, group, host, besideApps: groups.has(group), hostHasApps: hosts.has(host) }];
  });
}

/** As apps are named to people who look for their rows. */
const rowNames = (apps: readonly App[]): ((id: number) => string) => {
  const byId = new Map(apps.map((app) => [app.id, app]));
  return (id) => {
    const { appKey, host } = byId.get(id)!;
    return `${appKey} (id ${id}, ${host})`;
  };
};

function problemsServed(apps: readonly App[], together: readonly ServedTogether[]): Map<number, CodedError> {
  const named = rowNames(apps);
  const pairs = together.map(({ ids, service }) => {
    const [app, other] = [named(ids[0]), named(ids[1])];
    return { ids, pair: statement('row.servicePair', { app, other, service }) };
  });
  return new Map(
    [...new Set(pairs.flatMap(({ ids }) => ids))].map((id) => [
      id,
      servicesMeet(pairs.filter(({ ids }) => ids.includes(id)).map(({ pair }) => pair)),
    ]),
  );
}

function problemsOf(apps: readonly App[], met: ReadonlyMap<number, Meeting[]>, table: string): Map<number, CodedError> {
  const named = rowNames(apps);
  return new Map(
    [...met].map(([id, others]) => {
      const pairs = others.map(({ with: other, path }) => {
        const [first, second] = id < other ? [id, other] : [other, id];
        return statement('row.pair', { app: named(first), other: named(second), path });
      });
      return [id, pathsMeet(pairs, table)];
    }),
  );
}
