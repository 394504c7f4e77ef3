import { readdirSync, readlinkSync, realpathSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { initCalls } from '#provision';
import { expect } from 'vitest';
import { until, type Estate, type Host } from './estate.js';

/** What a host's application directory shows to somebody who looks. */
export interface Scene {
  program: string;
  config: string;
  /** Names beside the live links, without rexflow's own state and what the application writes itself. */
  names: string[];
  calls: string[];
  version: string | undefined;
}

const own = ['.rexflow', 'app.log', 'app.pid', 'calls'];

/** A host as it stands now. */
export async function sceneOf(estate: Estate, host: Host): Promise<Scene> {
  const { app } = host;
  return {
    program: realpathSync(app.programLink),
    config: realpathSync(app.configLink),
    names: readdirSync(app.dir)
      .filter((name) => !own.includes(name))
      .sort(),
    calls: initCalls(app).map(({ verb }) => verb),
    version: (await estate.served(host))?.version,
  };
}

export const scenesOf = (estate: Estate): Promise<Scene[]> =>
  Promise.all(estate.hosts.map((host) => sceneOf(estate, host)));

/** Release directories in being: everything called `.part` below a host, however deep. */
export function partsOn({ app }: Host): string[] {
  const below = (dir: string): Dirent[] => readdirSync(dir, { recursive: true, withFileTypes: true });
  return below(app.dir)
    .filter((entry) => entry.name.endsWith('.part') || entry.name.endsWith('.rexflow'))
    .filter((entry) => entry.name !== '.rexflow')
    .map((entry) => join(entry.parentPath, entry.name));
}

/** What is held: leases of requests, and rows of `pre_deploy_status` that say an app is being changed. */
export async function held(estate: Estate): Promise<string[]> {
  const rows = await estate.rows(
    `SELECT CONCAT('lease of ', app_key) AS what FROM rexflow_leases WHERE request_id IS NOT NULL
     UNION ALL SELECT CONCAT('status of ', deploy_key) FROM pre_deploy_status WHERE status <> 0`,
  );
  return rows.map((row) => String(row.what));
}

/** Waits until everything is settled; throws where something of it is still held, half made or open. */
export async function expectRest(estate: Estate): Promise<void> {
  await until('everything being settled', 60, async () => {
    const rows = await estate.rows("SELECT id FROM rexflow_requests WHERE state <> 'settled'");
    return rows.length === 0;
  });
  expect(await held(estate)).toEqual([]);
  expect(estate.hosts.flatMap(partsOn)).toEqual([]);
  expect(await estate.rows('SELECT deploy_key FROM pre_deploy_manage WHERE status <> 0')).toEqual([]);
}

/** The bundles in the store; what it remembers of the last ones has a name with a dot. */
export function bundles(estate: Estate): string[] {
  try {
    return readdirSync(join(estate.data, 'bundles'))
      .filter((name) => !name.startsWith('.'))
      .sort();
  } catch {
    return [];
  }
}

/** Where a live link points, without following it further; null when it is none. */
export function linkOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
