import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { endProcess, freePort } from '#provision';

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
  systemctl: `[ "$1" = is-active ] || echo "$*" >> $here/systemctl.log
pid_of() { cat $here/$1.pid 2>/dev/null; }
is_active() { pid=$(pid_of $1) && kill -0 $pid 2>/dev/null; }
end() { is_active $1 || return 0; kill $(pid_of $1); while is_active $1; do sleep 0.05; done; }
begin() {
  is_active $1 && return
  unit=$here/etc/systemd/system/$1
  value() { sed -n "s/^$1=//p" $unit; }
  gid=$(getent group $(value Group) | cut -d: -f3)
  groups=--clear-groups
  [ -z "$(value SupplementaryGroups)" ] || groups=--groups=65534
  setpriv --reuid=65534 --regid=$gid $groups -- env PATH=/usr/local/bin:/usr/bin:/bin $(value Environment) $(value ExecStart) >$here/$1.log 2>&1 </dev/null &
  echo $! > $here/$1.pid
}
verb=$1; shift
[ "$1" != --now ] || shift
case $verb in
  restart)
    end redis
    mkdir -p $here/var/lib/redis
    redis-server $here/etc/redis/redis.conf --dir $here/var/lib/redis >$here/redis.log 2>&1 </dev/null &
    echo $! > $here/redis.pid ;;
  enable) for unit; do begin $unit; done ;;
  disable) for unit; do end $unit; done ;;
  is-active) for unit; do is_active $unit || exit 3; done ;;
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
  const pidOf = (name: string): number => Number(readFileSync(at(`${name}.pid`), 'utf8'));
  return {
    dir,
    at,
    env,
    stand,
    pidOf,
    /** Gives statements to the machine's MariaDB as its root. */
    sql: async (statements: string): Promise<string> =>
      (await promisify(execFile)(at('bin/mariadb'), ['--batch', '-e', statements], { env })).stdout,
    remove: async (): Promise<void> => {
      for (const name of [...units, 'redis']) if (existsSync(at(`${name}.pid`))) await endProcess(pidOf(name));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
