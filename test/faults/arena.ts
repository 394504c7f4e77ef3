import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillBulk } from '#provision';
import { createPool, type Pool, type PoolOptions, type RowDataPacket } from 'mysql2/promise';
import { startEstate, type Estate, type Host } from '../support/estate.js';
import { smallDisk, type Disk } from '../support/disk.js';
import { fillUpdateDirectory } from '../support/update.js';
import { Crew } from './crew.js';
import { envOf, Keeping, sharedLinks, type Fixture } from './fixtures/keeping.js';
import { layGates } from './hold.js';
import { startProxy, type Proxy } from '../support/proxy.js';
import { startReader, type Reader } from './reader.js';
import { settingsOf, type Settings } from './settings.js';
import { Stores } from './stores.js';
import { Trees } from './trees.js';

/** An estate with all that can be broken in it within reach. */
export interface Arena {
  estate: Estate;
  hosts: Host[];
  settings: Settings;
  crew: Crew;
  stores: Stores;
  mysql: Proxy;
  redis: Proxy;
  /** Between the workers and each host, by its app. */
  ssh: Map<string, Proxy>;
  disk: Disk;
  reader: Reader;
  trees: Trees;
  /** Data that outlives releases, and hooks; null where the applications have neither. */
  keeping: Keeping | null;
  /** The database, past the proxy. */
  database: PoolOptions;
  rows(text: string, values?: unknown[]): Promise<RowDataPacket[]>;
  /** Names of the steps a release has taken here. */
  steps: string[];
  /** Each release has a version of its own. */
  nextVersion(): string;
  /** Releases a new version in peace; throws when that does not end well. */
  ship(lines?: Record<string, string>): Promise<void>;
  /** Runs when the arena ends, before all that was there from its start. */
  ends: (() => unknown)[];
  /** Processes that came later and stay to its end. */
  guests: Set<number>;
  stop(): Promise<void>;
}

/** A line of app.properties by which a look at it tells its release. */
const releaseLine = (version: string): string => `release=${version}`;

/** So much of a program is another with each version: a carry takes a moment. */
const bulk = { files: 20, bytes: 600_000 };

interface Filling {
  more?: Record<string, string>;
  little?: boolean;
  /** What the update directory holds where a release has links to data that outlives it: those links, something of its own, or nothing. */
  ships?: 'links' | 'files' | 'nothing';
}

/**
 * Fills the update directory with a version, and with `more` lines of configuration for single apps. With `little` most of the
 * program stays as it was filled last.
 */
export function fill(
  { estate, hosts }: Arena,
  version: string,
  { more = {}, little = false, ships = 'nothing' }: Filling = {},
): void {
  const lines = hosts.map(({ app }) => [app.name, `${releaseLine(version)}\n${more[app.name] ?? ''}`]);
  fillUpdateDirectory(estate, version, Object.fromEntries(lines));
  const program = join(estate.data, 'updatedir/softdir/server');
  if (ships !== 'links') for (const path of sharedLinks) rmSync(join(program, path), { recursive: true, force: true });
  if (ships === 'files') {
    mkdirSync(join(program, 'uploads'));
    for (const path of ['.env', 'uploads/sample']) writeFileSync(join(program, path), 'not to be shipped\n');
  }
  if (little && existsSync(join(program, 'lib'))) return;
  rmSync(join(program, 'lib'), { recursive: true, force: true });
  fillBulk(program, bulk, version);
}

export async function startArena(defaults: boolean, fixture: Fixture): Promise<Arena> {
  const settings = settingsOf(defaults);
  const disk = smallDisk(64, 8192);
  const ends: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  if ('dir' in disk) ends.push(disk.remove);
  const proxied = async (host: string, port: number): Promise<Proxy> => {
    const proxy = await startProxy({ host, port });
    ends.push(proxy.close);
    return proxy;
  };
  const ssh = new Map<string, Proxy>();
  const between: { mysql?: Proxy; redis?: Proxy } = {};
  const config = { name: 'server', release: '1.0.0' };
  try {
    const estate = await startEstate({
      apps: [{ config }, { config, ...('dir' in disk ? { dir: `${disk.dir}/server2` } : {}) }],
      workers: 2,
      lead: async (sections, hosts) => {
        for (const { app, sshd } of hosts) ssh.set(app.name, await proxied(app.host, sshd.port));
        return await settings.lead(sections, {
          mysql: async (port) => (between.mysql = await proxied('127.0.0.1', port)).port,
          redis: async (port) => (between.redis = await proxied('127.0.0.1', port)).port,
          hosts: hosts.map(({ app }) => ({ match: app.host, address: '127.0.0.1', port: ssh.get(app.name)!.port })),
        });
      },
    });
    const { hosts } = estate;
    const stores = new Stores(estate);
    // Workers and gateway first: they could not end in peace without them.
    ends.push(
      () => stores.stop(),
      () => estate.stop(),
    );
    const { host, port, user, password } = estate.mariadb;
    const database = { host, port, user, password, database: 'prod', dateStrings: true };
    const pool: Pool = createPool({ ...database, connectionLimit: 4 });
    ends.push(() => pool.end().catch(() => undefined));
    const rows = async (text: string, values: unknown[] = []): Promise<RowDataPacket[]> =>
      (await pool.query<RowDataPacket[]>(text, values))[0];
    await layGates(pool);
    const keeping = fixture === 'keeping' ? new Keeping(estate, hosts) : null;
    await keeping?.declare();
    const trees = new Trees(estate.data, hosts);
    let versions = 1;
    const arena: Arena = {
      ...{
        estate,
        hosts,
        settings,
        crew: new Crew(estate),
        stores,
        ssh,
        disk,
        trees,
        keeping,
        database,
        rows,
        ends,
        guests: new Set(),
        stop,
      },
      mysql: between.mysql!,
      redis: between.redis!,
      reader: await startReader(hosts.map((host) => ({ ...host.app, env: keeping ? envOf(host) : '' }))),
      steps: [],
      nextVersion: () => `${++versions}.0.0`,
      ship: async (lines) => {
        fill(arena, arena.nextVersion(), lines ? { more: lines } : {});
        const answer = await estate.rex({ action: 'release', k: 'server' });
        if (answer.at('code') !== '0') throw new Error(`a release in peace failed: ${JSON.stringify(answer.body)}`);
      },
    };
    ends.push(() => arena.reader.stop());
    // Enough of them that the next one has something to prune.
    for (let count = 0; count < 3; count++) await arena.ship();
    arena.steps = (await rows('SELECT DISTINCT step FROM rexflow_steps ORDER BY step')).map((row) => String(row.step));
    return arena;
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}
