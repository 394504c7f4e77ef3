import { identifier, type Row, type Statements } from '#mysql';
import { requireApart } from './rows/apart.js';
import type { Catalogue } from './rows/catalogue.js';
import { textColumn } from './rows/columns.js';
import { describedReader } from './hosts/readDescribed.js';
import { machine } from './rows/machine.js';
import { neighbours } from './rows/neighbours.js';
import type { Grounds } from './rows/placeOf.js';
import { appsOnHosts, meant, pageOfApps, pageOfShared } from './rows/pages.js';
import { keyed, resolver } from './rows/resolve.js';
import { surveyor } from './rows/survey.js';
import type { Inventory } from './rows/types.js';
import { everyUsable, usable } from './rows/usable.js';

/** The defaults of config.yml. */
export const plainGrounds: Grounds = {
  baseappDir: '/data/www/apps',
  backupDir: '/data/backup',
  machine: ({ host, login }) => machine(login?.address ?? host),
};

/** The inventory over one table of the catalogue: `pre_server_detail`, the external one, or as config.yml names it. */
export function createInventory(db: Statements, options: { table: string } & Partial<Grounds>): Inventory {
  const { table } = options;
  const grounds = { ...plainGrounds, ...options };
  const from = identifier(table);
  const catalogue: Catalogue = { db, table, described: describedReader(db) };
  const survey = surveyor(catalogue, grounds);
  return {
    resolve: resolver(catalogue),
    keyed: (keys) => keyed(catalogue, keys),
    all: () => usable(catalogue, 'auto_deloy', '1'),
    every: () => everyUsable(catalogue),
    problems: async () => (await survey()).problems,
    unusable: async (filter) =>
      (await survey()).unusable.filter(({ app, group, host }) => meant({ appKey: app ?? '', group, host }, filter)),
    requireApart: async (apps) => requireApart(apps, await survey(), grounds),
    page: (filter, page) => pageOfApps(catalogue, filter, page),
    sharing: (column, page) => pageOfShared(catalogue, column, page),
    group: (name) => usable(catalogue, 'local_name', name),
    neighbours: (apps) => neighbours(catalogue, grounds, apps),
    keys: async () => {
      const rows = await db.query<Row>(`SELECT app_key FROM ${from}`);
      return new Set(rows.map((row) => textColumn(row, 'app_key')));
    },
    hosts: async () => {
      const rows = await db.query<Row>(`SELECT app_key, network_ip FROM ${from} ORDER BY id`);
      const found = new Map((await catalogue.described()).hosts.all().map((host): [string, string[]] => [host, []]));
      for (const row of rows) {
        const [key, host] = [textColumn(row, 'app_key'), textColumn(row, 'network_ip')];
        if (key === '' || host === '') continue;
        const keys = found.get(host) ?? [];
        if (!keys.includes(key)) keys.push(key);
        found.set(host, keys);
      }
      return found;
    },
    onHosts: (hosts) => appsOnHosts(catalogue, hosts),
    described: catalogue.described,
    names: async () => {
      const rows = await db.query<Row>(`SELECT local_name, app_key, auto_deloy FROM ${from} ORDER BY id`);
      const filled = (names: string[]): string[] => names.filter((name) => name !== '');
      return {
        groups: filled([...new Set(rows.map((row) => textColumn(row, 'local_name')))]).sort(),
        apps: filled(
          rows.filter((row) => textColumn(row, 'auto_deloy') === '1').map((row) => textColumn(row, 'app_key')),
        ),
      };
    },
    updateDifference: async (appKey, json) => {
      const [row] = await db.query<Row>(`SELECT * FROM ${from} WHERE app_key = ? LIMIT 1`, [appKey]);
      if (row && 'differcount' in row) {
        await db.execute(`UPDATE ${from} SET differcount = ? WHERE app_key = ?`, [json, appKey]);
      }
    },
  };
}
