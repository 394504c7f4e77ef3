import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { signal } from '../process/endProcess.js';
import type { DemoApp } from './createDemoApp.js';

const run = promisify(execFile);

/** Starts the application as somebody at its host would, by its init script; it may not answer yet. */
export async function startDemoApp(app: Pick<DemoApp, 'init'>): Promise<void> {
  await run(app.init, ['start']);
}

/** Stops the application by its init script; resolves when it has ended, at once when it does not run. */
export async function stopDemoApp(app: Pick<DemoApp, 'init'>): Promise<void> {
  await run(app.init, ['stop']);
}

/** Ends the application's process without waiting, if its pid file names one that is really its own. */
export function killDemoApp(app: Pick<DemoApp, 'dir' | 'key'>): void {
  try {
    const pid = Number(readFileSync(`${app.dir}/app.pid`, 'utf8'));
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    if (words.includes(app.key)) signal(pid, 'SIGTERM');
  } catch {
    // No pid file, or nobody of that pid: it does not run.
  }
}
