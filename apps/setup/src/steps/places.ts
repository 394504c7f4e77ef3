import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ownership } from '../plan/action.js';

/** Where an installation has its parts. */
export interface Places {
  /** The directory of an ordinary user's installation; null for that of the machine. */
  prefix: string | null;
  config: string;
  record: string;
  /** Directory of the configuration. */
  etc: string;
  /** Files with one secret each, which gateway and worker read. */
  secrets: string;
  /** What only workers read. */
  keys: string;
  /** The certificate of the gateway with its key, which workers do not read. */
  tls: string;
  knownHosts: string;
  /** What is written while it runs. */
  state: string;
  /** The private servers, when there are any. */
  servers: string;
  /** Programs that were unpacked for this installation alone. */
  programs: string;
  /** Where the machine's own files begin: `/`, unless an image is prepared. */
  machine: string;
}

/** The folder of package.json, seen from the compiled file in dist. */
export const packageRoot = fileURLToPath(new URL('../../../../../', import.meta.url));

/** The command of the package as a file that Node runs. */
export const rexflowFile = join(packageRoot, 'apps/cli/rexflow.mjs');

/** An installation below a directory of one's own. */
export function prefixPlaces(dir: string): Places {
  const prefix = resolve(dir);
  const at = (name: string): string => join(prefix, name);
  return {
    ...{ prefix, config: at('config.yml'), record: at('setup.json'), etc: prefix, secrets: at('secrets') },
    ...{ keys: at('keys'), tls: at('tls'), knownHosts: at('known_hosts'), state: at('data'), servers: at('servers') },
    ...{ programs: at('programs'), machine: '/' },
  };
}

/** The installation of a machine. */
export function machinePlaces(machine: string): Places {
  const at = (path: string): string => join(machine, path);
  const etc = at('etc/rexflow');
  const state = at('var/lib/rexflow');
  return {
    ...{ prefix: null, config: join(etc, 'config.yml'), record: join(etc, 'setup.json'), etc, secrets: etc },
    ...{
      keys: join(etc, 'keys'),
      tls: join(etc, 'tls'),
      knownHosts: join(etc, 'known_hosts'),
      state,
      servers: join(state, 'servers'),
    },
    ...{ programs: join(state, 'programs'), machine },
  };
}

/** The user that gateway and worker are, its group, and that of the keys, which only workers have. */
export const service = { user: 'rexflow', group: 'rexflow', keys: 'rexflow-keys' } as const;

/** Readable by the service, changed by root; null where one user does all. */
export const readable = ({ prefix }: Places): Ownership | null =>
  prefix === null ? { user: 'root', group: service.group } : null;

/** Readable by workers alone. */
export const readableByWorkers = ({ prefix }: Places): Ownership | null =>
  prefix === null ? { user: 'root', group: service.keys } : null;

/** Written by the service. */
export const writable = ({ prefix }: Places): Ownership | null =>
  prefix === null ? { user: service.user, group: service.group } : null;

/** Modes: who runs all of it alone shares nothing. */
export const modesOf = ({ prefix }: Places): { directory: number; file: number } =>
  prefix === null ? { directory: 0o750, file: 0o640 } : { directory: 0o700, file: 0o600 };
