import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findPrograms } from '#provision';
import { stringify } from 'yaml';
import { setupText } from '../language/setupText.js';
import type { SetupAction, SetupStep } from '../plan/action.js';
import type { Choices } from '../plan/record.js';
import { runCommand } from '../plan/runCommand.js';
import { SetupError } from '../plan/setupError.js';
import { mysqlPasswordFile } from './database.js';
import { modesOf, readable, readableByWorkers, type Places } from './places.js';
import { redisUrlFile } from './queue.js';

/** A secret nobody has seen; letters and digits, for it stands in addresses and statements. */
export const freshSecret = (): string => randomBytes(24).toString('hex');

/** A file with one secret in a line; one that is there stays. */
export const secretFile = (path: string, places: Places, text: () => string = freshSecret): SetupAction => ({
  kind: 'file',
  path,
  mode: modesOf(places).file,
  owner: readable(places),
  text: () => `${text()}\n`,
  keep: true,
});

/** The secret of a file. */
export const secretIn = (path: string): string => readFileSync(path, 'utf8').trim();

/** Path of the key that hosts are logged in to with. */
export const keyFile = ({ keys }: Places): string => join(keys, 'ssh_key');

/** The line that a host has in the authorized_keys of its user. */
export const publicKey = (places: Places): string => secretIn(`${keyFile(places)}.pub`);

async function generate(path: string): Promise<void> {
  const program = (await findPrograms(['ssh-keygen'])).get('ssh-keygen') ?? 'ssh-keygen';
  const fresh = `${path}.fresh`;
  for (const end of ['', '.pub']) rmSync(`${fresh}${end}`, { force: true });
  await runCommand([program, '-q', '-t', 'ed25519', '-N', '', '-C', 'rexflow', '-f', fresh]);
  // The key itself comes last: with it both are there.
  renameSync(`${fresh}.pub`, `${path}.pub`);
  renameSync(fresh, path);
}

/** The key that rexflow logs in with, and an empty list of the keys of hosts. */
export function keyStep(places: Places): SetupStep {
  const path = keyFile(places);
  const { file: mode } = modesOf(places);
  const owner = readableByWorkers(places);
  const there = (): boolean => existsSync(path) && existsSync(`${path}.pub`);
  return {
    id: 'key',
    title: setupText('step.key', { path }),
    makes: [path, `${path}.pub`, places.knownHosts].map((name) => ({ kind: 'file', name, data: true })),
    actions: [
      {
        kind: 'task',
        shown: `ssh-keygen -q -t ed25519 -N '' -C rexflow -f ${path}`,
        run: async () => {
          if (!there()) await generate(path);
        },
      },
      // It is there by now; its owner and its mode are not yet those it is to have.
      { kind: 'file', path, mode, owner, text: () => readFileSync(path, 'utf8'), keep: true },
      { kind: 'file', path: places.knownHosts, mode, owner: readable(places), text: () => '', keep: true },
    ],
    done: async () => await Promise.resolve(there()),
  };
}

/** A value as config.yml has to spell it. */
const plain = (value: string): string => value.replaceAll('${', () => '$${');

function configText(places: Places, choices: Choices): string {
  const { environment, database, mysqlHost: host, mysqlPort, mysqlUser, sshUser, sshPort, port } = choices;
  const fileOf = (path: string): string => `file:${plain(path)}`;
  const document = {
    environment,
    environments: {
      [environment]: {
        mysql: { host, port: mysqlPort, database, user: mysqlUser, password: fileOf(mysqlPasswordFile(places)) },
        ssh: {
          ...{ user: sshUser, port: sshPort, private_key: fileOf(keyFile(places)) },
          known_hosts: plain(places.knownHosts),
        },
      },
    },
    redis: { url: fileOf(redisUrlFile(places)) },
    gateway: { port },
    // Where relative paths start.
    folder: plain(places.state),
  };
  return `${setupText('file.config')}\n${stringify(document)}`;
}

/** The configuration; once it is written it is the operator's. */
export function configStep(places: Places, choices: Choices, known: boolean): SetupStep {
  const path = places.config;
  return {
    id: 'config',
    title: setupText('step.config', { path }),
    makes: [{ kind: 'file', name: path, data: true }],
    actions: [
      {
        ...{ kind: 'file', path, mode: modesOf(places).file, owner: readable(places), keep: true },
        text: () => configText(places, choices),
      },
    ],
    allowed: async () => {
      if (existsSync(path) && !known) {
        throw new SetupError(setupText('error.foreignConfig', { path }), setupText('advice.foreignConfig', { path }));
      }
      await Promise.resolve();
    },
  };
}
