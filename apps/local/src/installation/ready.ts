import { setTimeout as sleep } from 'node:timers/promises';
import { askOwnGateway } from '#config';

/** Whether a URL answers with a status below 300, within two seconds. Never throws. */
export async function answersWell(url: string): Promise<boolean> {
  const answer = await askOwnGateway(url);
  return answer !== null && answer.status >= 200 && answer.status < 300;
}

/** Resolves when a URL answers well; throws when it has not after `patienceMs`. */
export async function untilReady(url: string, patienceMs = 60_000): Promise<void> {
  const limit = Date.now() + patienceMs;
  while (!(await answersWell(url))) {
    if (Date.now() >= limit) throw new Error(`${url} did not answer well within ${patienceMs / 1000} s`);
    await sleep(50);
  }
}
