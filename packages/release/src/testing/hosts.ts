import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { inspectStep } from '../steps/inspect.js';
import { hostDirectory } from './hostDirectory.js';

/** Every call of a host's init script so far, in order. */
export const calls = (root: string): string[] => readFileSync(join(root, 'calls'), 'utf8').trim().split('\n');

/** Looks again and again until it is so; a test that waits in vain fails by its own time. */
export async function until(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Makers of hosts that end with the test that made them. */
export function hostsOfEachTest() {
  const hosts: ReturnType<typeof hostDirectory>[] = [];
  afterEach(() => {
    for (const made of hosts.splice(0)) made.end();
  });
  const host = (...given: Parameters<typeof hostDirectory>) => {
    const made = hostDirectory(...given);
    hosts.push(made);
    return made;
  };
  /** A separate host that runs release A, with release B carried beside it. */
  function released() {
    const made = host();
    const { app, context, directory, liveAt } = made;
    const before = {
      program: directory(`${app.programLink}_20260101_000000`, 'A'),
      config: directory(`${app.configLink}_20260101_000000`, 'A'),
    };
    liveAt(app.programLink, before.program);
    liveAt(app.configLink, before.config);
    spawnSync(app.init, ['start']);
    directory(context.paths.program, 'B');
    directory(context.paths.config!, 'B');
    const facts = made.send(inspectStep.instruct(context)).facts;
    return { ...made, before, context: { ...context, facts } };
  }
  return { host, released };
}
