import { filledUp, identifier, type Row, type Value } from '#mysql';
import type { App } from '#release';
import type { Catalogue } from './catalogue.js';
import { textColumn } from './columns.js';
import { namesakesAmong } from './readRows.js';
import { fitting } from './usable.js';

/** The apps that are asked for; all that is given must hold. */
export interface AppFilter {
  /** This local_name and no other. */
  group?: string | undefined;
  /** These app_keys and no others. */
  keys?: readonly string[] | undefined;
  /** The app_key, local_name or network_ip holds this, in capitals or not. */
  holds?: string | undefined;
}

/** The columns that apps share. */
export type Shared = 'local_name' | 'network_ip';

interface Conditions {
  sql: string[];
  values: Value[];
}

/** The LIKE pattern of values that hold a text, whatever is in it. */
const holding = (part: string): string => `%${part.toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`;
const anyHolds = (columns: readonly string[]): string =>
  `(${columns.map((column) => `LOWER(${column}) LIKE ? ESCAPE '!'`).join(' OR ')})`;
const among = (column: string, count: number): string => `TRIM(${column}) IN (${Array(count).fill('?').join(', ')})`;

function conditionsOf({ group, keys, holds }: AppFilter): Conditions {
  const named = keys && filledUp(keys);
  const texts = ['app_key', 'local_name', 'network_ip'];
  return {
    sql: [
      ...(group === undefined ? [] : ['TRIM(local_name) = ?']),
      ...(named ? [among('app_key', named.length)] : []),
      ...(holds === undefined ? [] : [anyHolds(texts)]),
    ],
    values: [
      ...(group === undefined ? [] : [group]),
      ...(named ?? []),
      ...(holds === undefined ? [] : texts.map(() => holding(holds))),
    ],
  };
}

/** MySQL finds more than is meant: it compares without regard to case and blanks at the end, while names become files. */
export function meant(
  { appKey, group: of, host }: Pick<App, 'appKey' | 'group' | 'host'>,
  { group, keys, holds }: AppFilter,
): boolean {
  const part = holds?.toLowerCase();
  return (
    (group === undefined || of === group) &&
    (keys === undefined || keys.includes(appKey)) &&
    (part === undefined || [appKey, of, host].some((one) => one.toLowerCase().includes(part)))
  );
}

/** The apps of rows that can be used and have an app_key of their own in the whole table. */
async function usableAmong({ db, table, described }: Catalogue, rows: readonly Row[]): Promise<App[]> {
  const keys = [...new Set(rows.map((row) => textColumn(row, 'app_key')))];
  if (keys.length === 0) return [];
  const bound = filledUp(keys);
  const [named, beside] = await Promise.all([
    db.query<Row>(
      `SELECT id, app_key FROM ${identifier(table)} WHERE ${among('app_key', bound.length)} ORDER BY id`,
      bound,
    ),
    described(),
  ]);
  return fitting({ chosen: [...rows], namesakes: namesakesAmong(named), described: beside });
}

/** At most `limit` apps with ids above `after`, in the order of the id; rows that cannot be used are left out. */
export async function pageOfApps(
  catalogue: Catalogue,
  filter: AppFilter,
  { after, limit }: { after: number; limit: number },
): Promise<App[]> {
  if (filter.keys?.length === 0) return [];
  const from = identifier(catalogue.table);
  const { sql, values } = conditionsOf(filter);
  const found: App[] = [];
  for (let behind = after; ;) {
    const wanted = limit - found.length;
    const rows = await catalogue.db.query<Row>(
      `SELECT * FROM ${from} WHERE ${['id > ?', ...sql].join(' AND ')} ORDER BY id LIMIT ${Math.trunc(wanted)}`,
      [behind, ...values],
    );
    found.push(...(await usableAmong(catalogue, rows)).filter((app) => meant(app, filter)));
    if (rows.length < wanted || found.length === limit) return found;
    behind = Number(rows.at(-1)!.id);
  }
}

/** Apps by what they share: at most `limit` values behind `after`, in the order of their code points; described ones without apps, too. */
export async function pageOfShared(
  catalogue: Catalogue,
  column: Shared,
  { holds, after, limit }: { holds?: string | undefined; after: string; limit: number },
): Promise<[value: string, apps: App[]][]> {
  const from = identifier(catalogue.table);
  const texts = [column, 'app_key'];
  const where = holds === undefined ? '' : `WHERE ${anyHolds(texts)}`;
  const valueOf = ({ group, host }: App): string => (column === 'local_name' ? group : host);
  const part = holds?.toLowerCase() ?? '';
  const fits = ([value, apps]: [string, App[]]): boolean =>
    (apps.length > 0 || alone.has(value)) &&
    [...namesOf(value), ...apps.map(({ appKey }) => appKey)].some((one) => one.toLowerCase().includes(part));
  const { hosts, rollouts } = await catalogue.described();
  const described = column === 'network_ip' ? hosts.all() : [...rollouts.keys()].sort();
  const alone = new Set(described);
  const namesOf = (value: string): string[] => (column === 'network_ip' ? [value, ...hosts.wordsOf(value)] : [value]);
  const found: [string, App[]][] = [];
  for (let behind = after; ;) {
    const wanted = limit - found.length;
    const inRows = (
      await catalogue.db.query<{ value: string }>(
        `SELECT value FROM (
           SELECT DISTINCT CONVERT(TRIM(${column}) USING utf8mb4) COLLATE utf8mb4_bin AS value FROM ${from} ${where}
         ) AS distinct_values WHERE value > ? ORDER BY value LIMIT ${Math.trunc(wanted)}`,
        [...(holds === undefined ? [] : texts.map(() => holding(holds))), behind],
      )
    ).map((row) => row.value);
    const besides = described
      .filter((value) => value > behind && namesOf(value).some((name) => name.toLowerCase().includes(part)))
      .slice(0, wanted);
    const values = [...new Set([...inRows, ...besides])].sort().slice(0, wanted);
    found.push(...(await withApps(catalogue, column, values, valueOf)).filter(fits));
    if (values.length < wanted || found.length === limit) return found;
    behind = values.at(-1)!;
  }
}

async function withApps(
  catalogue: Catalogue,
  column: Shared,
  values: readonly string[],
  valueOf: (app: App) => string,
): Promise<[string, App[]][]> {
  if (values.length === 0) return [];
  const bound = filledUp(values);
  const from = identifier(catalogue.table);
  const rows = await catalogue.db.query<Row>(
    `SELECT * FROM ${from} WHERE ${among(column, bound.length)} ORDER BY id`,
    bound,
  );
  const apps = new Map(values.map((value): [string, App[]] => [value, []]));
  for (const app of await usableAmong(catalogue, rows)) apps.get(valueOf(app))?.push(app);
  return [...apps];
}

/** See `Inventory.onHosts`. */
export const appsOnHosts = async (catalogue: Catalogue, hosts: readonly string[]): Promise<Map<string, App[]>> =>
  new Map(await withApps(catalogue, 'network_ip', hosts, ({ host }) => host));
