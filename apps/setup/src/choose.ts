import { userInfo } from 'node:os';
import { freePort } from '#provision';
import { setupText } from './language/setupText.js';
import type { SetupOptions } from './options.js';
import type { Choices, ServerFrom, SetupRecord } from './plan/record.js';
import { SetupError } from './plan/setupError.js';
import { localMysqlPort, localRedisPort } from './steps/localServers.js';
import type { Places } from './steps/places.js';

/** Where a server comes from: given ones first, then private ones, then those of the machine. */
function origin(given: string | undefined, { prefix, privateServers }: SetupOptions): ServerFrom {
  if (given !== undefined) return 'given';
  return prefix !== undefined || privateServers ? 'private' : 'local';
}

function hostAndPort(text: string): { host: string; port: number } {
  const [, bare, bracketed, port = '3306'] = /^(?:([\w.-]+)|\[([\w:.]+)\])(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = bare ?? bracketed;
  if (host === undefined) throw new SetupError(setupText('value.mysql'));
  return { host, port: Number(port) };
}

async function redisPortFor(from: ServerFrom, places: Places): Promise<number> {
  if (from === 'private') return await freePort();
  return from === 'local' ? localRedisPort(places) : 0;
}

async function mysqlPlace(from: ServerFrom, given: string | undefined): Promise<{ host: string; port: number }> {
  if (given !== undefined) return hostAndPort(given);
  return { host: '127.0.0.1', port: from === 'private' ? await freePort() : await localMysqlPort() };
}

/** What a first setup goes by. */
async function firstChoices(options: SetupOptions, places: Places): Promise<Choices> {
  const redis = origin(options.redis, options);
  const mysql = origin(options.mysql, options);
  const { host, port } = await mysqlPlace(mysql, options.mysql);
  return {
    port: options.port ?? 3000,
    sshUser: options.sshUser ?? (places.prefix === null ? 'deploy' : userInfo().username),
    sshPort: options.sshPort ?? 22,
    environment: options.environment ?? 'prod',
    database: options.database ?? 'autotask',
    administrator: options.administrator ?? 'admin',
    ...{ redis, mysql, redisPort: await redisPortFor(redis, places), mysqlHost: host, mysqlPort: port },
    // A private MariaDB has one user.
    mysqlUser: mysql === 'private' ? 'rexflow' : (options.mysqlUser ?? 'rexflow'),
  };
}

/** Options that are settled by the first setup, with the choice each stands for. */
const settled = [
  ['--port', 'port'],
  ['--ssh-user', 'sshUser'],
  ['--ssh-port', 'sshPort'],
  ['--environment', 'environment'],
  ['--database', 'database'],
  ['--administrator', 'administrator'],
  ['--mysql-user', 'mysqlUser'],
] as const;

/** What a setup goes by: what the first one went by, where there was one; throws when it is asked for something else now. */
export async function choose(options: SetupOptions, places: Places, record: SetupRecord | null): Promise<Choices> {
  if (record === null) return await firstChoices(options, places);
  const { choices } = record;
  const refuse = (option: string, was: string | number): never => {
    throw new SetupError(
      setupText('error.changed', { option, was }),
      setupText('advice.changed', { config: places.config }),
    );
  };
  for (const [option, key] of settled) {
    const asked = options[key];
    if (asked !== undefined && asked !== choices[key]) refuse(option, choices[key]);
  }
  for (const [option, key] of [
    ['--redis', 'redis'],
    ['--mysql', 'mysql'],
  ] as const) {
    if (options[key] !== undefined && choices[key] !== 'given') refuse(option, choices[key]);
  }
  if (options.privateServers && choices.redis !== 'private' && choices.mysql !== 'private') {
    refuse('--private-servers', choices.redis);
  }
  return choices;
}
