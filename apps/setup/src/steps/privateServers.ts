import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  findServers,
  installServers,
  privateServersFile,
  privateServersRun,
  startPrivateServers,
  useUnpacked,
  type PrivateServers,
  type RunningProcess,
  type Server,
} from '#provision';
import { setupText } from '../language/setupText.js';
import type { SetupAction, Made, SetupStep } from '../plan/action.js';
import type { Choices } from '../plan/record.js';
import { mysqlPasswordFile } from './database.js';
import { secretFile, secretIn } from './common.js';
import { writable, type Places } from './places.js';
import { redisUrlFile } from './queue.js';

/** The private servers by what was chosen; null when all are elsewhere. */
export function privateServersOf(choices: Choices): PrivateServers | null {
  const { redis, mysql, redisPort, mysqlPort, database } = choices;
  if (redis !== 'private' && mysql !== 'private') return null;
  return {
    redis: redis === 'private' ? { port: redisPort } : null,
    mariadb: mysql === 'private' ? { port: mysqlPort, database } : null,
  };
}

/** The programs an installation needs on this machine. */
export function programsOf({ redis, mysql }: Choices): Server[] {
  return [
    ...(redis === 'given' ? [] : (['redis-server'] as const)),
    ...(mysql === 'given' ? [] : (['mariadbd', 'mariadb-install-db'] as const)),
    ...(['ssh-keygen', 'rsync'] as const),
  ];
}

/** Brings what is missing, without starting any of it with the machine. */
export function programsStep(places: Places, choices: Choices, log: (line: string) => void): SetupStep {
  const wanted = programsOf(choices);
  return {
    id: 'programs',
    title: setupText('step.programs', { programs: wanted.join(', ') }),
    makes: [{ kind: 'tree', name: places.programs, data: false }],
    actions: [
      {
        kind: 'task',
        shown: 'apt-get install --no-install-recommends redis-server mariadb-server openssh-client rsync',
        run: async () => void (await installServers({ home: places.programs, log }, wanted)),
      },
    ],
    done: async () => {
      useUnpacked(places.programs);
      return (await findServers(wanted)).missing.length === 0;
    },
  };
}

/** Where a private server has the password of its one user. */
const passwordOf = ({ servers }: Places, server: 'redis' | 'mariadb'): string => join(servers, server, 'password');

/** The directories and files of private servers, and their secrets. */
export function privateFiles(places: Places, choices: Choices, plan: PrivateServers): SetupAction[] {
  const owner = writable(places);
  const directory = (path: string): SetupAction => ({ kind: 'directory', path, mode: 0o700, owner });
  const url = (): string => `redis://:${secretIn(passwordOf(places, 'redis'))}@127.0.0.1:${choices.redisPort}`;
  const ofServer = (name: 'redis' | 'mariadb'): SetupAction[] => [
    directory(join(places.servers, name)),
    { ...secretFile(passwordOf(places, name), places), owner, mode: 0o600 } as SetupAction,
  ];
  return [
    directory(places.servers),
    ...(plan.redis === null ? [] : [...ofServer('redis'), secretFile(redisUrlFile(places), places, url)]),
    ...(plan.mariadb === null
      ? []
      : [
          ...ofServer('mariadb'),
          secretFile(mysqlPasswordFile(places), places, () => secretIn(passwordOf(places, 'mariadb'))),
        ]),
    {
      ...{ kind: 'file', path: privateServersFile(places.servers), mode: 0o600, owner },
      text: () => `${JSON.stringify(plan, null, 2)}\n`,
    },
  ];
}

/** The same as an uninstall has them, apart from what the servers keep. */
export const privateSecrets = (places: Places, plan: PrivateServers): Made[] => [
  ...(plan.redis === null ? [] : [{ kind: 'file', name: redisUrlFile(places), data: true } as const]),
  ...(plan.mariadb === null ? [] : [{ kind: 'file', name: mysqlPasswordFile(places), data: true } as const]),
];

/** Private servers that run for the time of a setup. */
export interface ServersOfSetup {
  /** Makes sure that they run, whoever runs them. */
  run: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Private servers, started when a step needs them; those that run already are used as they are. */
export function serversOfSetup(places: Places, plan: PrivateServers | null): ServersOfSetup {
  const own: RunningProcess[] = [];
  return {
    run: async () => {
      if (plan === null || privateServersRun(places.servers)) return;
      await startPrivateServers(places.servers, plan, (server) => own.push(server));
    },
    stop: async () => {
      for (const server of own.splice(0).reverse()) await server.stop();
    },
  };
}

/** A first start of the private servers, which makes the database and its user. */
export function firstStart(places: Places, choices: Choices, plan: PrivateServers, servers: ServersOfSetup): SetupStep {
  return {
    id: 'servers',
    title: setupText('step.servers', { dir: places.servers }),
    makes: [{ kind: 'tree', name: places.servers, data: true }, ...privateSecrets(places, plan)],
    actions: [
      ...privateFiles(places, choices, plan),
      { kind: 'task', shown: `rexflow start --servers ${places.servers}`, run: () => servers.run() },
    ],
    done: async (recorded) =>
      await Promise.resolve(
        recorded && (plan.mariadb === null || existsSync(join(places.servers, 'mariadb/data/mysql'))),
      ),
  };
}
