import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A living process as /proc shows it. */
export interface Seen {
  pid: number;
  words: string[];
  cwd: string;
  environ: string;
}

const text = (read: () => string): string => {
  try {
    return read();
  } catch {
    return ''; // It ended while we looked, or is not ours to look at.
  }
};

/** Every process that has not ended. */
export function processes(): Seen[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({
      pid: Number(pid),
      words: text(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).split('\0'),
      cwd: text(() => readlinkSync(`/proc/${pid}/cwd`)),
      environ: text(() => readFileSync(`/proc/${pid}/environ`, 'utf8')),
    }))
    .filter(({ words }) => words[0] !== '');
}

/** What runs on a host because somebody who logged in started it, but for what has one of `keys` among its words. */
export function remoteOn(address: string, keys: readonly string[], all = processes()): Seen[] {
  return all.filter(
    ({ words, environ }) =>
      !words.some((word) => keys.includes(word)) &&
      environ.split('\0').some((entry) => entry.startsWith('SSH_CONNECTION=') && entry.split(' ')[2] === address),
  );
}

const parentOf = (pid: number): number =>
  Number(
    text(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
      .split(') ')
      .at(-1)
      ?.split(' ')[1],
  );

/** An SSH server and its sessions, but nothing that was started in them. */
export function sshdFamily(pid: number): number[] {
  const all = processes().filter(({ words }) => words[0]!.startsWith('sshd'));
  const family = [pid];
  for (const member of family) family.push(...all.filter((one) => parentOf(one.pid) === member).map((one) => one.pid));
  return family;
}
