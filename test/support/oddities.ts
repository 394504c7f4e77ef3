import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPrograms } from '#provision';
import type { Changed } from './hosts.js';

const programs = await findPrograms(['bash', 'dash', 'busybox', 'zsh', 'ksh', 'mksh', 'tcsh', 'csh', 'fish', 'sudo']);
const mounts = spawnSync('unshare', ['-m', 'true']).status === 0;
const isRoot = process.getuid!() === 0;

/** What is odd about a host: the lines of sh that meet who logs in, or what it has not. */
export interface Oddity {
  name: string;
  /** Where its files lie: a place of its own where /tmp is not what it was. */
  outside?: boolean;
  /** Why it cannot be played here; null where it can. */
  lacking?: string | null;
  make: (place: string) => Changed;
}

const original = '-c "$SSH_ORIGINAL_COMMAND"';
/** Whoever logs in is met by these lines. */
const login = (place: string, ...lines: string[]): Changed => {
  writeFileSync(join(place, 'login'), `${lines.join('\n')}\n`);
  return { settings: [`ForceCommand . ${place}/login`] };
};

/** Only the programs of this machine that are not among these are found. */
function without(place: string, ...names: string[]): Changed {
  const path = join(place, 'programs');
  mkdirSync(path);
  for (const dir of (process.env.PATH ?? '').split(':').toReversed()) {
    if (!existsSync(dir)) continue;
    for (const name of readdirSync(dir)) {
      rmSync(join(path, name), { force: true });
      if (!names.includes(name)) symlinkSync(join(dir, name), join(path, name));
    }
  }
  return { path };
}

/** The programs of BusyBox come first, but for the two that a host of it needs more. */
function busybox(place: string): Changed {
  const path = join(place, 'applets');
  mkdirSync(path);
  const applets = spawnSync(programs.get('busybox')!, ['--list'], { encoding: 'utf8' }).stdout.trim().split('\n');
  for (const name of applets) if (name !== 'grep') symlinkSync(programs.get('busybox')!, join(path, name));
  return { ...login(place, `exec ${path}/sh ${original}`), path: `${path}:${process.env.PATH}` };
}

const mounted = (how: string) => (place: string) =>
  login(
    place,
    `exec unshare -m sh -c 'mount -t tmpfs -o ${how} tmpfs /tmp && exec env -u TMPDIR sh -c "$0"' "$SSH_ORIGINAL_COMMAND"`,
  );

/** Somebody who is not root and may become anybody by sudo, without a password. */
function sudoer(place: string): Changed {
  const rules = join(place, 'sudoers');
  writeFileSync(rules, 'Defaults !requiretty\nnobody ALL=(daemon) NOPASSWD: /bin/sh\n', { mode: 0o440 });
  const inside = `mount --bind ${rules} /etc/sudoers && exec setpriv --reuid=nobody --regid=nogroup --clear-groups env HOME=/nonexistent USER=nobody LOGNAME=nobody sh -c "$0"`;
  return login(place, `exec unshare -m sh -c '${inside}' "$SSH_ORIGINAL_COMMAND"`);
}

const shell = (name: string, program = name, link = program): Oddity => ({
  name: `shell-${name}`,
  lacking: programs.has(program as never) || program === 'sh' ? null : `there is no ${program}`,
  make: (place) => {
    const path = join(place, link);
    symlinkSync(program === 'sh' ? '/bin/sh' : programs.get(program as never)!, path);
    // What their start-up files say, on both outputs, stands in nobody's way.
    mkdirSync(join(place, '.config/fish'), { recursive: true });
    for (const file of ['.bashrc', '.zshenv', '.mkshrc', '.kshrc', '.cshrc', '.config/fish/config.fish'])
      writeFileSync(join(place, file), 'echo welcome\nid nobody-here\n');
    return login(place, `export HOME=${place} ENV=${place}/.mkshrc`, `exec ${path} ${original}`);
  },
});

/** Every oddity a host of the tests may have. */
export const oddities: Oddity[] = [
  ...['sh', 'bash', 'dash', 'zsh', 'ksh', 'mksh', 'tcsh', 'csh', 'fish'].map((name) => shell(name)),
  shell('ash', 'busybox', 'ash'),
  ...['002', '022', '027', '077'].map((umask) => ({
    name: `umask-${umask}`,
    make: (place: string) => login(place, `umask ${umask}`, `exec sh ${original}`),
  })),
  {
    name: 'noisy',
    make: (place) =>
      login(
        place,
        'seq 1 20000; seq 1 20000 >&2; echo "@rexflow"',
        'set -f; IFS=xyz; export IFS',
        `exec sh ${original}`,
      ),
  },
  { name: 'no-rsync', make: (place) => without(place, 'rsync') },
  { name: 'busybox', lacking: programs.has('busybox') ? null : 'there is no busybox', make: busybox },
  ...['ro', 'noexec'].map((how) => ({
    name: `tmp-${how}`,
    outside: true,
    lacking: mounts ? null : 'nothing can be mounted',
    make: mounted(how),
  })),
  {
    name: 'sudo',
    lacking: !programs.has('sudo') ? 'there is no sudo' : isRoot && mounts ? null : 'only root can play somebody else',
    make: sudoer,
  },
  { name: 'no-flock', make: (place) => without(place, 'flock') },
];
