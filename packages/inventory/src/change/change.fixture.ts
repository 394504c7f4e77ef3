import { afterAll, beforeAll, beforeEach } from 'vitest';
import { expandFleet, mergeFleet, type Fleet, type FleetDocument } from '#fleet';
import { fourApps, openInventory, type OpenInventory } from '../inventory.fixture.js';
import { machine } from '../rows/machine.js';
import { changeFleet, type FleetEdit } from './changeFleet.js';
import { readStoredFleet } from './storedFleet.js';

export const table = 'pre_server_detail';
const grounds = {
  baseappDir: '/data/www/apps',
  backupDir: '/data/backup',
  machine: ({ host, login }: { host: string; login?: { address: string } }) => machine(login?.address ?? host),
};

export type Stated = Omit<FleetDocument, 'version'>;

/** An edit that makes the fleet say what a document says. */
export const stating =
  (document: Stated, prune = false): FleetEdit['edit'] =>
  (standing, report) =>
    mergeFleet(standing, expandFleet({ version: 1, ...document }, 'prod', report), { environment: 'prod', prune });

/** A catalogue of four apps for each test of a file, and what is done with it. */
export function changedCatalogue() {
  let open: OpenInventory;
  beforeAll(async () => {
    open = await openInventory();
  });
  afterAll(() => open.end());
  beforeEach(async () => {
    await open.reset(...fourApps);
    await open.db.execute("DELETE FROM rexflow_settings WHERE scope <> 'fleet'");
    await open.db.execute('DELETE FROM rexflow_changes');
  });
  return {
    opened: (): OpenInventory => open,
    change: (edit: FleetEdit['edit'], options: Partial<FleetEdit> = {}) =>
      changeFleet(
        open.db,
        { table, grounds, workerCommands: false },
        { author: 'ann', dryRun: false, reasonsToKeep: () => Promise.resolve(new Map()), ...options, edit },
      ),
    stored: async (): Promise<Fleet> => (await readStoredFleet(open.db, table)).fleet,
    /** The changes that were kept, a line each. */
    kept: async (): Promise<string[]> => {
      const rows = await open.db.query<Record<string, unknown>>(
        'SELECT author, scope, name, before_value, after_value FROM rexflow_changes ORDER BY id',
      );
      return rows.map(
        ({ author, scope, name, before_value, after_value }) =>
          `${String(author)} ${String(scope)} ${String(name)}: ${String(before_value)} -> ${String(after_value)}`,
      );
    },
  };
}

/** A group of three apps on a described host. */
export const web: Stated = {
  hosts: {
    'web-1': { address: '10.0.0.1', login: { user: 'deploy', port: 2222 } },
    'a-host-by-name': { address: 'web.example.org', login: { jump: 'web-1' } },
  },
  groups: {
    web: {
      title: 'Shop',
      paths: { program: '/srv/{app}/program', config: '/srv/{app}/config' },
      service: { script: '/etc/init.d/{app}', process: '{app}-main' },
      rollout: { batch: 1 },
      apps: {
        one: { host: 'web-1' },
        two: {
          host: 'web-1',
          port: 80,
          health: [{ type: 'http', url: 'http://x/', headers: { A: 'b: c' }, expect: { status: [204] } }],
        },
        three: { host: '10.9.9.9', enabled: false },
      },
    },
  },
};
