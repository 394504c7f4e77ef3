import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

interface Stat {
  state: string;
  parent: number;
  born: string;
}

function stat(pid: number): Stat | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name stands in brackets and may itself hold blanks and brackets.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0]!, parent: Number(fields[1]), born: fields[19]! };
  } catch {
    return null;
  }
}

/**
 * When a process was born, in clock ticks since the machine started: with the pid it names a process for good. Null when
 * there is no such process; one that has ended and only waits to be reaped counts as gone.
 */
export function bornAt(pid: number): string | null {
  const found = stat(pid);
  return found && found.state !== 'Z' && found.state !== 'X' ? found.born : null;
}

/** Whether a process exists and has not ended. */
export const alive = (pid: number): boolean => bornAt(pid) !== null;

/** Whether a process works for this directory: it was started there, or its command line names it. */
export function livesIn(pid: number, dir: string): boolean {
  try {
    if (readlinkSync(`/proc/${pid}/cwd`) === dir) return true;
  } catch {
    // Another user's process does not show where it works; its command line is open to all.
  }
  try {
    const line = `${readFileSync(`/proc/${pid}/cmdline`, 'utf8')} `;
    return ['/', ' ', '\0'].some((end) => line.includes(dir + end));
  } catch {
    return false;
  }
}

/** The argument lists of all processes of this machine, each with blanks between its words. */
export function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trimEnd();
      } catch {
        return '';
      }
    })
    .filter((line) => line !== '');
}

/** Processes started by a process, by those, and so on; nearest first. */
export function descendants(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: stat(Number(name))?.parent }));
  const found = [pid];
  for (const ancestor of found) {
    found.push(...parents.filter(({ parent }) => parent === ancestor).map((child) => child.pid));
  }
  return found.slice(1);
}
