import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answers } from './answers.js';
import { claimDirectory } from '../process/claimDirectory.js';
import { storedSecret } from './storedSecret.js';
import { launch, type RunningProcess } from '../process/launch.js';
import { onFreePort } from './onFreePort.js';
import { serverPath } from './servers.js';

export interface RedisOptions {
  /** Its data, log, password and settings; the same directory finds them again. */
  dir: string;
  /** Keep what is written on disk (default true). */
  appendOnly?: boolean;
  port?: number;
}

export interface Redis extends RunningProcess {
  host: string;
  port: number;
  password: string;
  /** `redis://:password@host:port` */
  url: string;
}

const host = '127.0.0.1';

/** A word for redis.conf, whatever it holds. */
const word = (value: string): string => `"${value.replaceAll(/[\\"]/g, '\\$&')}"`;

const settings = (dir: string, port: number, password: string, appendOnly: boolean): string => `bind ${host}
port ${port}
requirepass ${password}
dir ${word(dir)}
appendonly ${appendOnly ? 'yes' : 'no'}
save ""
maxmemory-policy noeviction
daemonize no
set-proc-title no
`;

/**
 * A private Redis on a free loopback port, behind a password: it is reachable for every user of the machine, and who
 * commands a Redis writes files as its user. Resolves when it answers; throws with the end of its log.
 */
export async function startRedis({ dir, appendOnly = true, port: fixed }: RedisOptions): Promise<Redis> {
  const program = await serverPath('redis-server');
  const home = await claimDirectory(dir, 'redis');
  const password = storedSecret(join(home, 'password'));
  const file = join(home, 'redis.conf');
  return onFreePort(host, fixed, async (port) => {
    writeFileSync(file, settings(home, port, password, appendOnly), { mode: 0o600 });
    const call = { host, port, say: `AUTH ${password}\r\nPING\r\n`, hear: /\+PONG/ };
    const running = await launch({ name: 'redis', dir: home, words: [program, file], ready: () => answers(call) });
    return { ...running, host, port, password, url: `redis://:${password}@${host}:${port}` };
  });
}
