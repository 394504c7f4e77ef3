import { isIP } from 'node:net';
import { statement } from '#contract';
import { createInventory, problemStatement, rowCures } from '#inventory';
import { identifier, type Database, type Row } from '#mysql';
import { withoutPort } from '../original/withoutPort.js';
import { brokenText } from './brokenText.js';
import { sqlText, type Mend } from './mend.js';

/** Where the rows stand. */
export interface CatalogueTable {
  external: boolean;
  tables: { apps: string; externalApps: string; records: string; status: string; batches: string };
}

export const tableOf = ({ external, tables }: CatalogueTable): string => (external ? tables.externalApps : tables.apps);

const paths = ['pro_dir', 'config_dir', 'pro_init', 'log_dir'] as const;

const text = (row: Row, column: string): string => {
  const value = row[column];
  return value === null || value === undefined ? '' : String(value);
};

export const rowIdOf = (row: Row): number => Number(row['id']);
export const appNameOf = (row: Row): string => text(row, 'app_key').trim() || text(row, 'server_name').trim() || '?';

/** What keeps rows from being released, as the gateway tells it (GET /v1/problems); beyond this many, the rest is said by their number. */
async function unusable(db: Database, catalogue: CatalogueTable): Promise<Mend[]> {
  const table = tableOf(catalogue);
  const problems = await createInventory(db, { table }).problems();
  const cureOf = rowCures(problems, catalogue, { ours: false });
  return problems.map((problem): Mend => {
    const cure = `${cureOf(problem)};`;
    return { grade: 'mend', what: problemStatement(problem, cure), ids: [problem.id], cure: [cure] };
  });
}

const update = (table: string, row: Row, changes: Readonly<Record<string, string>>): string =>
  `UPDATE ${table} SET ${Object.entries(changes)
    .map(([column, value]) => `${identifier(column)} = ${sqlText(value)}`)
    .join(', ')} WHERE id = ${rowIdOf(row)};`;

function addressOf(row: Row, table: string): Mend[] {
  const written = text(row, 'network_ip').trim();
  const { address, port } = withoutPort(written);
  const ids = [rowIdOf(row)];
  if (port !== null) {
    const what = statement('moving.port', { app: appNameOf(row), address: written });
    const cure = [update(table, row, { network_ip: address }), `rexflow host add ${address} --port ${port}`];
    return [{ grade: 'mend', what, ids, cure }];
  }
  if (address === '' || isIP(address) !== 0) return [];
  return [{ grade: 'know', what: statement('moving.hostName', { app: appNameOf(row), address }), ids, cure: [] }];
}

function pathsOf(row: Row, table: string): Mend[] {
  const [app, ids] = [appNameOf(row), [rowIdOf(row)]];
  const among = (wrong: (value: string) => boolean) => paths.filter((column) => wrong(text(row, column)));
  const cured = (columns: readonly string[], mend: (value: string) => string): string[] => [
    update(table, row, Object.fromEntries(columns.map((column) => [column, mend(text(row, column))]))),
  ];
  const around = among((value) => value.trim() !== value);
  const slashed = among((value) => /.\/+\s*$/.test(value));
  const inside = among((value) => /\S\s+\S/.test(value) && value.startsWith('/'));
  return [
    ...(around.length > 0
      ? [
          {
            grade: 'better' as const,
            what: statement('moving.blanksAround', { app, columns: around }),
            ids,
            cure: cured(around, (one) => one.trim()),
          },
        ]
      : []),
    ...(slashed.length > 0
      ? [
          {
            grade: 'better' as const,
            what: statement('moving.slash', { app, columns: slashed }),
            ids,
            cure: cured(slashed, (one) => one.trim().replace(/\/+$/, '')),
          },
        ]
      : []),
    ...(inside.length > 0
      ? [{ grade: 'know' as const, what: statement('moving.blanksInside', { app, columns: inside }), ids, cure: [] }]
      : []),
  ];
}

/** Text that was written in one encoding and stored as another. */
function textsOf(row: Row, table: string): Mend[] {
  const [app, ids] = [appNameOf(row), [rowIdOf(row)]];
  const broken = Object.entries(row).flatMap(([column, value]) => {
    const found = typeof value === 'string' ? brokenText(value) : null;
    return found ? [{ column, ...found }] : [];
  });
  const lost = broken.filter(({ meant }) => meant === null).map(({ column }) => column);
  const found = broken.filter((one): one is typeof one & { meant: string } => one.meant !== null);
  const charsets = [...new Set(found.map(({ charset }) => charset))];
  return [
    ...charsets.map((charset): Mend => {
      const changed = found.filter((one) => one.charset === charset);
      const what = statement('moving.mojibake', { app, columns: changed.map(({ column }) => column), charset });
      const cure = [update(table, row, Object.fromEntries(changed.map(({ column, meant }) => [column, meant])))];
      return { grade: 'better', what, ids, cure };
    }),
    ...(lost.length > 0
      ? [
          {
            grade: 'better' as const,
            what: statement('moving.lostText', { app, columns: lost }),
            ids,
            cure: [`UPDATE ${table} SET ${identifier(lost[0]!)} = '<text>' WHERE id = ${ids[0]};`],
          },
        ]
      : []),
  ];
}

/** Looks through the rows of the catalogue: what cannot be used, and what only looks as if it could. */
export async function lookAtRows(db: Database, catalogue: CatalogueTable, rows: readonly Row[]): Promise<Mend[]> {
  const table = tableOf(catalogue);
  return [
    ...(await unusable(db, catalogue)),
    ...rows.flatMap((row) => [...addressOf(row, table), ...pathsOf(row, table), ...textsOf(row, table)]),
  ];
}
