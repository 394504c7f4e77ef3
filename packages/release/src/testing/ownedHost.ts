import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../model/app.js';
import type { Instruction } from '../model/instruction.js';
import type { hostDirectory } from './hostDirectory.js';

const numberOf = (flag: '-u' | '-g', user: string): string | null => {
  const { status, stdout } = spawnSync('id', [flag, user], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
};

/** Who logs in, who owns, and the group both are in: users that Debian has. */
export const login = 'daemon';
export const owner = { user: 'www-data', group: 'www-data', umask: '027' } as const;

/** Why the files of one user cannot be given to another here; empty where they can. */
export const ownersLack =
  process.getuid!() !== 0
    ? 'root is needed'
    : [login, owner.user].some((user) => numberOf('-u', user) === null)
      ? `there is no user ${login} or ${owner.user}`
      : '';

/** A host that `login` logs in to, with a sudo that allows what one line of sudoers says. */
export function ownedHost(made: ReturnType<typeof hostDirectory>, groups: readonly string[] = [owner.group]) {
  const { root } = made;
  const programs = join(root, 'programs');
  mkdirSync(programs);
  copyFileSync(new URL('written-sudo', import.meta.url), join(programs, 'sudo'));
  const ids = groups.map((group) => numberOf('-g', group)).join(',');
  const shell = join(root, 'login');
  const words = `--reuid ${login} --regid ${numberOf('-g', login)!} ${ids === '' ? '--clear-groups' : `--groups ${ids}`}`;
  writeFileSync(shell, `#!/bin/sh\nexec setpriv ${words} sh "$@"\n`, { mode: 0o755 });
  chmodSync(root, 0o755);
  let served: ChildProcess | null = null;
  const app: App = { ...made.app, owner, login: { address: '127.0.0.1', user: login, become: 'sudo' } };
  return {
    ...made,
    app,
    context: { ...made.context, app },
    /** What a test put there is of who logs in, as what a transfer brings. */
    send: (instruction: Instruction) => {
      spawnSync('find', [root, '-user', 'root', '-exec', 'chown', '-h', `${login}:`, '{}', '+']);
      return made.send(instruction, { shell, programs });
    },
    /** Lets its sudo allow what a line says. */
    allow: async (rule: string): Promise<void> => {
      served = spawn(process.execPath, [join(programs, 'sudo'), '--serve', join(programs, 'sudo.socket'), rule], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(served.stdout!, 'data');
    },
    endSudo: (): void => void served?.kill('SIGKILL'),
  };
}

/** Whose what lies at a path is, and what may be done with it: `www-data:www-data 640`. */
export const ownership = (...paths: readonly string[]): string[] =>
  spawnSync('stat', ['-c', '%U:%G %a', ...paths], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n');
