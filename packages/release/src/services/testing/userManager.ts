import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const program = '/lib/systemd/systemd';

/** Why no manager of units can be started here; null where one can. */
export function lackingForUserManager(): string | null {
  if (!existsSync(program)) return 'there is no systemd';
  if (process.getuid!() !== 0) return 'only root gives a manager of units the namespace it needs';
  const tried = spawnSync(
    'unshare',
    ['-m', '--propagation', 'private', 'sh', '-c', 'umount -R /sys/fs/cgroup && mount -t cgroup2 none /sys/fs/cgroup'],
    { encoding: 'utf8' },
  );
  return tried.status === 0
    ? null
    : `no namespace with control groups can be made: ${tried.stderr.trim().slice(0, 200)}`;
}

/** Where the second hierarchy of control groups lies: by itself, or beside the first one. */
const groups = existsSync('/sys/fs/cgroup/cgroup.controllers') ? '/sys/fs/cgroup' : '/sys/fs/cgroup/unified';

const begin = `
mount -t tmpfs none /run && mkdir -p /run/systemd/system /run/user/0 || exit 9
umount -R /sys/fs/cgroup && mount -t cgroup2 none /sys/fs/cgroup || exit 9
echo $$ >"/sys/fs/cgroup/$1/cgroup.procs" || exit 9
export HOME="$2" XDG_CONFIG_HOME="$2" XDG_RUNTIME_DIR=/run/user/0
exec ${program} --user --unit=basic.target`;

/** A systemd of its own, as that of a user, in a namespace of its own. */
export interface UserManager {
  /** A directory with a `systemctl` that speaks to it. */
  programs: string;
  /** A `sh` that runs where this systemd is that of the machine, with a `systemd-run` that speaks to it. */
  shell: string;
  systemctl: (...words: string[]) => ReturnType<typeof spawnSync>;
  end: () => void;
}

/** Starts one in `root` with these units; gives it once it can be asked. */
export async function startUserManager(
  root: string,
  units: Readonly<Record<string, string>>,
  answers: (is: () => boolean) => Promise<void>,
): Promise<UserManager> {
  const of = join(root, 'systemd/user');
  const programs = join(root, 'bin');
  for (const directory of [of, programs]) mkdirSync(directory, { recursive: true });
  for (const [name, text] of Object.entries(units)) writeFileSync(join(of, name), text);
  const group = `rexflow-${root.slice(root.lastIndexOf('/') + 1)}`;
  mkdirSync(join(groups, group));
  const words = ['-m', '--propagation', 'private', 'sh', '-c', begin, 'sh', group, root];
  const manager = spawn('unshare', words, { stdio: 'ignore' });
  const systemctl = join(programs, 'systemctl');
  const real = spawnSync('sh', ['-c', 'command -v systemctl'], { encoding: 'utf8' }).stdout.trim();
  writeFileSync(
    systemctl,
    `#!/bin/sh\nexec nsenter -t ${manager.pid} -m env XDG_RUNTIME_DIR=/run/user/0 ${real} "$@"\n`,
    { mode: 0o755 },
  );
  const shell = join(programs, 'shell');
  const inside = `exec nsenter -t ${manager.pid} -m env XDG_RUNTIME_DIR=/run/user/0 sh "$@"`;
  writeFileSync(shell, `#!/bin/sh\n${inside}\n`, { mode: 0o755 });
  writeFileSync(join(programs, 'systemd-run'), '#!/bin/sh\nexec /usr/bin/systemd-run --user "$@"\n', { mode: 0o755 });
  // What the machine's own says of lingering is nothing about this one.
  writeFileSync(join(programs, 'loginctl'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  const ask = (...asked: string[]) => spawnSync(systemctl, ['--user', ...asked], { encoding: 'utf8' });
  await answers(() => ask('is-system-running').stdout?.toString().trim() === 'running');
  return {
    programs,
    shell,
    systemctl: ask,
    end: () => {
      manager.kill('SIGKILL');
      endGroup(join(groups, group));
    },
  };
}

/** Kills all that runs in a control group and takes it away, the inner ones first. */
function endGroup(path: string): void {
  const listed = spawnSync('find', [path, '-depth', '-type', 'd'], { encoding: 'utf8' }).stdout.trim().split('\n');
  for (const directory of listed) {
    for (const pid of readFileSync(join(directory, 'cgroup.procs'), 'utf8').split('\n')) {
      if (pid !== '') spawnSync('kill', ['-9', pid]);
    }
  }
  for (const directory of listed) {
    while (readFileSync(join(directory, 'cgroup.procs'), 'utf8') !== '') spawnSync('sleep', ['0.01']);
    rmdirSync(directory);
  }
}
