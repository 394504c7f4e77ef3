import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { endProcess, freePort } from '#provision';
import { root } from './root.js';

/** What a call of rexflow came to, and all it said. */
export interface Said {
  status: number | null;
  said: string;
}

/** A call of rexflow while it runs. */
export interface Calling {
  child: ChildProcess;
  said: () => string;
  ended: Promise<Said>;
}

/** A directory that stands for a machine which systemd runs. */
export type Machine = Awaited<ReturnType<typeof createMachine>>;

const units = ['rexflow-gateway.service', 'rexflow-worker.service', 'rexflow-servers.service'];

/** What stands in for programs that change users, packages and services; `$here` is the machine's directory. */
const stands: Record<string, string> = {
  'apt-get': 'exit 0',
  getent: 'grep "^$2:" "$here/$1"',
  useradd: `echo rexflow:x:65534:65534 >> $here/passwd; echo rexflow:x:65534: >> $here/group`,
  groupadd: 'echo rexflow-keys:x:65533: >> $here/group',
  userdel: 'sed -i "/^$1:/d" $here/passwd',
  groupdel: 'sed -i "/^$1:/d" $here/group',
  runuser: 'shift 3\nexec setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@"',
  systemctl: `case $1 in is-*) ;; *) echo "$*" >> $here/systemctl.log ;; esac
pid_of() { cat $here/$1.pid 2>/dev/null; }
is_active() { pid=$(pid_of $1) && kill -0 $pid 2>/dev/null; }
end() { is_active $1 || return 0; kill $(pid_of $1); while is_active $1; do sleep 0.05; done; }
begin() {
  is_active $1 && return
  unit=$here/etc/systemd/system/$1
  # What stands in a file beside it counts last, as systemd has it for what may be said once.
  value() { cat $unit $unit.d/*.conf 2>/dev/null | sed -n "s/^$1=\\(..*\\)/\\1/p" | tail -n 1; }
  gid=$(getent group $(value Group) | cut -d: -f3)
  groups=--clear-groups
  [ -z "$(value SupplementaryGroups)" ] || groups=--groups=65534
  set -- $1 env PATH=/usr/local/bin:/usr/bin:/bin $(value Environment) $(value ExecStart)
  name=$1; shift
  [ "$(value Type)" != oneshot ] || exec setpriv --reuid=65534 --regid=$gid $groups -- "$@"
  setpriv --reuid=65534 --regid=$gid $groups -- "$@" >$here/$name.log 2>&1 </dev/null &
  echo $! > $here/$name.pid
}
verb=$1; shift
[ "$1" != --now ] || shift
case $verb in
  restart) for unit; do case $unit in
    redis-server)
      end redis
      mkdir -p $here/var/lib/redis
      redis-server $here/etc/redis/redis.conf --dir $here/var/lib/redis >$here/redis.log 2>&1 </dev/null &
      echo $! > $here/redis.pid ;;
    *@*|*.timer) ;;
    *) end $unit; begin $unit ;;
  esac; done ;;
  start) begin $1 ;;
  reload) kill -HUP $(pid_of $1) ;;
  enable) for unit; do case $unit in *.timer) touch $here/$unit.enabled ;; *) begin $unit ;; esac; done ;;
  disable) for unit; do rm -f $here/$unit.enabled; end $unit; done ;;
  is-enabled) for unit; do [ -e $here/$unit.enabled ] || exit 1; done ;;
  is-active) for unit; do is_active $unit || [ -e $here/$unit.enabled ] || exit 3; done ;;
esac`,
};

/** An empty machine with a Redis that is configured and not started; its programs come before ours in `env.PATH`. */
export async function createMachine() {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-machine-'));
  chmodSync(dir, 0o755);
  const at = (path: string): string => join(dir, path);
  for (const path of ['bin', 'etc/redis', 'etc/systemd/system', 'run/systemd/system', 'var/lib'])
    mkdirSync(at(path), { recursive: true });
  const stand = (name: string, body: string): void => {
    writeFileSync(at(`bin/${name}`), `#!/bin/sh\nhere=${dir}\n${body}\n`, { mode: 0o755 });
  };
  for (const [name, body] of Object.entries(stands)) stand(name, body);
  writeFileSync(at('passwd'), 'root:x:0:0\n');
  writeFileSync(at('group'), 'root:x:0:\n');
  writeFileSync(at('systemctl.log'), '');
  writeFileSync(at('etc/redis/redis.conf'), `bind 127.0.0.1\nport ${await freePort()}\nappendonly no\nsave ""\n`);
  const env = {
    ...process.env,
    HOME: dir,
    REXFLOW_LANGUAGE: 'en',
    PATH: `${at('bin')}:${process.env.PATH}`,
  };
  /** Begins a call of rexflow there. */
  const begin = (words: readonly string[], more: Record<string, string> = {}): Calling => {
    const child = spawn(process.execPath, [join(root, 'apps/cli/rexflow.mjs'), ...words], {
      ...{ env: { ...env, ...more }, cwd: dir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = once(child, 'close').then(([status]) => ({ status: status as number | null, said }));
    return { child, said: () => said, ended };
  };
  const pidOf = (name: string): number => Number(readFileSync(at(`${name}.pid`), 'utf8'));
  return {
    dir,
    at,
    env,
    stand,
    pidOf,
    begin,
    /** Runs rexflow to its end, or until it says a line, and then it is killed. */
    rexflow: async (words: readonly string[], killAt?: RegExp): Promise<Said> => {
      const { child, said, ended } = begin(words);
      for (const stream of [child.stdout!, child.stderr!])
        stream.on('data', () => {
          if (killAt?.test(said())) child.kill('SIGKILL');
        });
      return await ended;
    },
    /** Gives statements to the machine's MariaDB as its root. */
    sql: async (statements: string): Promise<string> =>
      (await promisify(execFile)(at('bin/mariadb'), ['--batch', '-e', statements], { env })).stdout,
    remove: async (): Promise<void> => {
      for (const name of [...units, 'redis']) if (existsSync(at(`${name}.pid`))) await endProcess(pidOf(name));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
