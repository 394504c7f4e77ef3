import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostTools } from '../steps/doctor.js';

/** The ways a program fails: before it did anything, in the middle of what it says, or saying no without a reason. */
export const failures = ['killed', 'cut', 'status 1'] as const;
export type Failure = (typeof failures)[number];

const wrapper = (name: string, real: string, dir: string): string => `#!/bin/sh
set -C
n=1
until { true >${dir}/seen/${name}.$n; } 2>/dev/null; do n=$((n + 1)); done
read -r fails how <${dir}/plan
[ "$fails" = "${name}.$n" ] || exec ${real} "$@"
: >${dir}/failed
case $how in
  killed) kill -s KILL $$ ;;
  cut)
    ${real} "$@" >${dir}/cut
    said=$(/usr/bin/wc -c <${dir}/cut)
    /usr/bin/head -c $((said / 2)) ${dir}/cut
    kill -s KILL $$ ;;
  *) exit 1 ;;
esac
`;

/**
 * A directory of programs that do what the machine's do, but for one call that fails. `plan` names it, as `grep.2` for the second
 * call of grep; `seen` gives the calls since.
 */
export function failingPrograms(root: string) {
  const dir = join(root, 'failing');
  mkdirSync(join(dir, 'bin'), { recursive: true });
  // By setsid the application is started, which is not a program of ours.
  for (const name of [...hostTools, 'chown'].filter((tool) => tool !== 'setsid')) {
    const real = spawnSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
    if (real.startsWith('/')) writeFileSync(join(dir, 'bin', name), wrapper(name, real, dir), { mode: 0o755 });
  }
  const plan = (call: string, how: Failure): void => {
    for (const name of ['seen', 'cut', 'failed']) rmSync(join(dir, name), { recursive: true, force: true });
    mkdirSync(join(dir, 'seen'));
    writeFileSync(join(dir, 'plan'), `${call} ${how}\n`);
  };
  plan('none', 'killed');
  return { programs: join(dir, 'bin'), plan, seen: () => readdirSync(join(dir, 'seen')).sort() };
}
