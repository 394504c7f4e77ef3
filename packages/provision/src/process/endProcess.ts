import { setTimeout as sleep } from 'node:timers/promises';
import { alive } from './processTable.js';

/** Sends a signal; false when there is no such process or it is not ours to signal. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

async function gone(pid: number, patienceMs: number): Promise<boolean> {
  const limit = Date.now() + patienceMs;
  while (alive(pid)) {
    if (Date.now() >= limit) return false;
    await sleep(5);
  }
  return true;
}

/**
 * Ends a process: SIGTERM, and SIGKILL when it is still there after `patienceMs`. Resolves when it is gone; throws when
 * it outlives even that.
 */
export async function endProcess(pid: number, patienceMs = 20_000): Promise<void> {
  if (!signal(pid, 'SIGTERM') || (await gone(pid, patienceMs))) return;
  signal(pid, 'SIGKILL');
  if (!(await gone(pid, 5_000))) throw new Error(`process ${pid} cannot be ended`);
}
