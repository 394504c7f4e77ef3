import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { boundCommand } from '#provision';
import type { Estate } from '../support/estate.js';

/** The minimal route at work, on the estate's own Redis and MySQL. */
export interface BareGateway {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** Starts the minimal route in a process of its own, as rexflow's gateway is one. */
export async function startBareGateway({ redis, mariadb }: Estate): Promise<BareGateway> {
  const { host, port, user, password } = mariadb;
  const env = {
    ...process.env,
    BARE_REDIS: redis.url,
    BARE_MYSQL: JSON.stringify({ host, port, user, password, database: 'prod', connectionLimit: 10 }),
  };
  const [node, ...words] = await boundCommand([process.execPath, new URL('./bareRoute.js', import.meta.url).pathname]);
  const child = spawn(node!, words, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    pid: child.pid!,
    url: `http://127.0.0.1:${printed.toString().trim()}`,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
