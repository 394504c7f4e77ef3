import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess } from './endProcess.js';
import { bornAt, livesIn } from './processTable.js';

interface Claim {
  pid: number;
  /** The process that started it, and when that one was born. */
  parent: number;
  parentBorn: string | null;
}

const file = (dir: string, name: string): string => join(dir, `${name}.pid`);

function read(dir: string, name: string): Claim | null {
  try {
    return JSON.parse(readFileSync(file(dir, name), 'utf8')) as Claim;
  } catch {
    return null;
  }
}

/** The process that runs `name` in a directory and has not ended; null when none does, or only what an ended one left behind. */
export function runnerOf(dir: string, name: string): number | null {
  if (!existsSync(dir)) return null;
  const real = realpathSync(dir);
  const claim = read(real, name);
  if (!claim || bornAt(claim.pid) === null || !livesIn(claim.pid, real)) return null;
  return claim.parentBorn !== null && bornAt(claim.parent) === claim.parentBorn ? claim.parent : null;
}

/**
 * Makes a directory ours to start `name` in and gives its real path. What an ended parent left running there is ended
 * first; what a living one runs there is not ours: throws, naming that parent.
 */
export async function claimDirectory(dir: string, name: string): Promise<string> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const real = realpathSync(dir);
  const earlier = read(real, name);
  if (earlier && bornAt(earlier.pid) !== null && livesIn(earlier.pid, real)) {
    const runner = runnerOf(real, name);
    if (runner !== null) throw new Error(`${name} is already running in ${real}, started by process ${runner}`);
    await endProcess(earlier.pid);
  }
  return real;
}

/** Writes down what was started, for whoever comes to the directory next. */
export function recordProcess(dir: string, name: string, pid: number): void {
  const entry: Claim = { pid, parent: process.pid, parentBorn: bornAt(process.pid) };
  writeFileSync(file(dir, name), JSON.stringify(entry));
}

/** The other way round, when it has ended. */
export function forgetProcess(dir: string, name: string): void {
  rmSync(file(dir, name), { force: true });
}
