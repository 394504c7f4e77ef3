import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerOf } from '../process/claimDirectory.js';
import { usePrivatePrograms } from '../process/privatePrograms.js';
import type { RunningProcess } from '../process/launch.js';
import { startMariadb } from '../servers/startMariadb.js';
import { startRedis } from '../servers/startRedis.js';

/** The private servers of an installation, on ports that its configuration names. Kept as `servers.json` in their directory. */
export interface PrivateServers {
  redis: { port: number } | null;
  mariadb: { port: number; database: string } | null;
}

/** Path of the file that describes the private servers of a directory. */
export const privateServersFile = (home: string): string => join(home, 'servers.json');

/** The private servers of a directory; null when it has none. */
export function readPrivateServers(home: string): PrivateServers | null {
  const file = privateServersFile(home);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PrivateServers) : null;
}

/** Whether a process that lives runs the private servers of a directory, or one of them. */
export const privateServersRun = (home: string): boolean =>
  ['redis', 'mariadb'].some((name) => runnerOf(join(home, name), name) !== null);

/** What runs, by its name for people. */
export interface NamedServer extends RunningProcess {
  name: string;
  port: number;
}

/**
 * Starts the private servers of a directory, one after another, each as `started` hears of it. They end with this process. Throws with
 * the end of a server's log, or when another process runs them.
 */
export async function startPrivateServers(
  home: string,
  { redis, mariadb }: PrivateServers,
  started: (server: NamedServer) => void,
): Promise<void> {
  if (redis !== null) started({ ...(await startRedis({ dir: join(home, 'redis'), ...redis })), name: 'Redis' });
  if (mariadb === null) return;
  const { port, database } = mariadb;
  const running = await startMariadb({ dir: join(home, 'mariadb'), databases: [database], rights: 'rexflow', port });
  started({ ...running, name: 'MariaDB' });
}

/** Lets this process and its children find the programs that were unpacked below a directory before. */
export function useUnpacked(home: string): void {
  for (const name of existsSync(home) ? readdirSync(home) : []) {
    const bin = join(home, name, 'bin');
    if (!/\.part$/.test(name) && existsSync(bin)) usePrivatePrograms(bin);
  }
}
