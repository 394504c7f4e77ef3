import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Fillings, fillGaps, gaps, readConfigFile } from '#config';
import { installServers, sshKey, startMariadb, startRedis } from '#provision';
import { stringify } from 'yaml';
import type { CleanupStack } from '../installation/cleanupStack.js';
import { programsHome } from '../installation/programs.js';

type Tell = (line: string) => void;

/** The configuration to use, and what it stands on. */
export interface LocalServers {
  path: string;
  /** Each resolves when a private server has ended, with the reason. */
  ended: Promise<string>[];
}

/** The database a document names for its environment, if it does so as plain text. */
export function databaseOf(document: unknown): string {
  const { environment, environments } = (document ?? {}) as {
    environment?: unknown;
    environments?: Record<string, unknown>;
  };
  const section = environments?.[String(environment)] as { mysql?: { database?: unknown } } | null | undefined;
  const name = section?.mysql?.database;
  return typeof name === 'string' && /^[\w-]{1,64}$/.test(name) ? name : 'autotask';
}

/**
 * Starts under `home` what config.yml does not point elsewhere, and keeps it there between starts: Redis, MySQL, a key to
 * log in with. The configuration that says where everything is: config.yml itself when it lacks nothing, otherwise a
 * completed copy that only its owner reads.
 */
export async function localServers(
  source: string,
  home: string,
  cleanups: CleanupStack,
  tell: Tell,
): Promise<LocalServers> {
  const document = readConfigFile(source);
  const missing = gaps(document);
  if (!missing.redis && !missing.mysql && !missing.login) return { path: source, ended: [] };
  mkdirSync(home, { recursive: true, mode: 0o700 });
  await installServers({ home: programsHome, log: tell });
  const fillings: Fillings = {};
  const ended: Promise<string>[] = [];
  if (missing.redis) {
    const redis = await startRedis({ dir: join(home, 'redis') });
    cleanups.add('Redis', redis.stop);
    ended.push(redis.ended.then((reason) => `the private Redis ${reason}`));
    fillings.redisUrl = redis.url;
    tell(`private Redis on ${redis.host}:${redis.port}`);
  }
  if (missing.mysql) {
    const database = databaseOf(document);
    const mariadb = await startMariadb({ dir: join(home, 'mariadb'), databases: [database], rights: 'rexflow' });
    const { host, port, user, password } = mariadb;
    cleanups.add('MariaDB', mariadb.stop);
    ended.push(mariadb.ended.then((reason) => `the private MariaDB ${reason}`));
    fillings.mysql = { host, port, database, user, password };
    tell(`private MariaDB on ${host}:${port}`);
  }
  if (missing.login) {
    const path = join(home, 'ssh_key');
    tell(`hosts let rexflow in with this line in authorized_keys: ${await sshKey(path)}`);
    fillings.privateKey = `file:${path}`;
  }
  const copy = join(home, 'config.yml');
  const head = `# Written by npm start from ${source}; change that one.\n`;
  writeFileSync(copy, head + stringify(fillGaps(document, dirname(source), fillings)), { mode: 0o600 });
  return { path: copy, ended };
}
