import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { orUndone, type Kind } from '../kind.js';

/** What scripts on a host start, but for what only tells something. */
const programs = ['awk', 'cat', 'find', 'flock', 'grep', 'head', 'ln', 'mkdir', 'mv', 'readlink', 'rm'];
const others = ['sed', 'sha256sum', 'sort', 'stat', 'tail', 'tar', 'timeout', 'tr', 'wc'];

/** Does what the program does, but for one of its calls. */
const wrapper = (name: string, dir: string, call: number, how: string): string => `#!/bin/sh
set -C
n=1
until { true >${dir}/${name}.$n; } 2>/dev/null; do n=$((n + 1)); done
[ "$n" -eq ${call} ] || exec ${execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim()} "$@"
true >${dir}/failed
${how}
`;

export const hostProgram: Kind = {
  name: 'host-program',
  about: 'a program on a host that is killed or fails at one of its calls',
  may: { ...orUndone, leftovers: true, anyCalls: true },
  prepare: async (round) => {
    const host = round.random.pick(round.hosts);
    const name = round.random.pick([...programs, ...others]);
    const call = round.random.int(1, 8);
    const how = round.random.pick(['kill -s KILL $$', 'exit 1', 'exit 127']);
    round.note(`${host.app.name}: call ${call} of ${name}, ${how}`);
    const dir = join(round.arena.estate.dir, 'failing');
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(join(dir, 'bin'), { recursive: true });
    writeFileSync(join(dir, 'bin', name), wrapper(name, dir, call, how), { mode: 0o755 });
    const open = async (path?: string): Promise<void> => {
      await host.sshd.stop();
      await host.openSshd(path === undefined ? {} : { path });
    };
    await open(`${join(dir, 'bin')}:${process.env.PATH!}`);
    round.mends.push(() => open());
    return async () => {
      await round.met('the end', () => false);
      return existsSync(join(dir, 'failed'));
    };
  },
};
