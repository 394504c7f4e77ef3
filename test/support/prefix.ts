import { execFile } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './root.js';

/** The user of the machine that the service is played by, where a root can choose; it owns nothing. */
const service = 65_534;
/** The group of the keys, which only the worker has. */
const keysGroup = 65_533;
const isRoot = process.getuid?.() === 0;

/** Words that run a command as the service user, and end it with us. Who is not root is the service user himself. */
export const asService = (words: readonly string[], withKeys = false): string[] => [
  'setpriv',
  ...(isRoot ? [`--reuid=${service}`, `--regid=${withKeys ? keysGroup : service}`] : []),
  ...(isRoot ? [withKeys ? `--groups=${service}` : '--clear-groups'] : []),
  ...['--pdeathsig', 'TERM', '--', ...words],
];

/** Gives a file to the service user, where a root can. */
export function chownToService(path: string): void {
  if (isRoot) chownSync(path, service, service);
}

/** What stands in for programs that would change this machine, or that it may not have. */
const stands: Record<string, string> = {
  'apt-get': 'exit 0',
  useradd: 'exit 0',
  groupadd: 'exit 0',
  systemctl: 'exit 0',
  // Nothing is to be asked for.
  npm: 'PATH=${PATH#*:} npm_config_offline=true exec npm "$@"',
  runuser: `shift 3\nexec ${asService(['"$@"']).join(' ')}`,
};

const numbers: Readonly<Record<string, number>> = { root: 0, rexflow: service, 'rexflow-keys': keysGroup };

/** A directory that stands for a machine's file system. */
export type Prefix = ReturnType<typeof createPrefix>;

/** An empty prefix with the package of this project below /opt, as an operator brings it there. */
export function createPrefix() {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-prefix-'));
  chmodSync(dir, 0o755);
  const at = (path: string): string => join(dir, path);
  for (const path of ['etc/redis', 'etc/systemd/system', 'usr/local/bin', 'var/lib', 'bin', 'opt'])
    mkdirSync(at(path), { recursive: true });
  const stand = (name: string, body: string): void => {
    writeFileSync(at(`bin/${name}`), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  };
  for (const [name, body] of Object.entries(stands)) stand(name, body);

  /** Text of the manual or a unit with the paths and the user that it has here. */
  const here = (text: string): string =>
    text
      .replaceAll(/(?<![\w.}])\/(opt|etc|var|usr\/local)\//g, `${dir}/$1/`)
      .replaceAll(/-o (root|rexflow) -g (root|rexflow-keys|rexflow) /g, (_, owner: string, group: string) =>
        isRoot ? `-o ${numbers[owner]} -g ${numbers[group]} ` : '',
      )
      .replaceAll('chgrp rexflow-keys', `chgrp ${isRoot ? keysGroup : process.getgid!()}`);
  const environment = { PATH: `${at('bin')}:${at('usr/local/bin')}:${process.env.PATH}` };

  return {
    dir,
    at,
    here,
    stand,
    /** Packs this project. */
    pack: () => promisify(execFile)('npm', ['pack', '--pack-destination', at('opt')], { cwd: root }),
    /** Runs lines of the manual as they stand, those for root as root; throws with what they said. */
    run: async (lines: string): Promise<string> => {
      const run = promisify(execFile)('bash', ['-euo', 'pipefail', '-c', `umask 022\n${here(lines)}`], {
        env: { ...process.env, ...environment },
      });
      return (await run).stdout;
    },
    /** What systemd would start for a unit: words, directory and environment. */
    unit: (name: string): { words: string[]; cwd: string; env: Record<string, string> } => {
      const text = here(readFileSync(at(`etc/systemd/system/${name}`), 'utf8'));
      const value = (key: string): string => new RegExp(`^${key}=(.*)$`, 'm').exec(text)?.[1] ?? '';
      const [program, ...rest] = value('ExecStart').split(' ');
      if (program !== at('opt/rexflow/bin/rexflow')) throw new Error(`${name} starts ${program}`);
      const pairs = value('Environment')
        .split(' ')
        .map((pair) => pair.split('='));
      return {
        words: asService([process.execPath, program, ...rest], value('Group') === 'rexflow-keys'),
        cwd: value('WorkingDirectory'),
        env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin', ...Object.fromEntries(pairs) },
      };
    },
    /** Takes the right to write from everybody who is not root. */
    closeProgram: () => promisify(execFile)('chmod', ['-R', 'a-w', at('opt')]),
    remove: async (): Promise<void> => {
      await promisify(execFile)('chmod', ['-R', 'u+w', at('opt')]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
