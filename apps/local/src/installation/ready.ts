import { setTimeout as sleep } from 'node:timers/promises';

/** An address people and programs on this machine can call, for one that may mean every address. */
export function callable(host: string, port: number): string {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** Whether a URL answers with a status below 300, within two seconds. Never throws. */
export async function answersWell(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Resolves when a URL answers well; throws when it has not after `patienceMs`. */
export async function untilReady(url: string, patienceMs = 60_000): Promise<void> {
  const limit = Date.now() + patienceMs;
  while (!(await answersWell(url))) {
    if (Date.now() >= limit) throw new Error(`${url} did not answer well within ${patienceMs / 1000} s`);
    await sleep(50);
  }
}
