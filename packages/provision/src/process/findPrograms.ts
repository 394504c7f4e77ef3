import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

// An ordinary user's PATH seldom holds the directories of sshd and mariadbd.
const search = `PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
for name; do path=$(command -v "$name") && printf '%s %s\\n' "$name" "$path"; done
:`;

const known = new Map<string, string>();

/** The paths of programs on this machine, by name; those it does not have are left out. */
export async function findPrograms(names: readonly string[]): Promise<Map<string, string>> {
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', search, 'sh', ...unknown]);
    for (const line of stdout.split('\n').filter(Boolean)) {
      const blank = line.indexOf(' ');
      known.set(line.slice(0, blank), line.slice(blank + 1));
    }
  }
  return new Map(names.flatMap((name) => (known.has(name) ? [[name, known.get(name)!] as const] : [])));
}
