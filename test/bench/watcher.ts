import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { DemoApp } from '#provision';

/** What an application looked like from outside, in milliseconds; `missing` counts samples. */
export interface Seen {
  samples: number;
  withoutProcess: number;
  /** Program and configuration of different releases. */
  differing: number;
  missing: number;
  /** The longest time between two samples: how much may have gone unseen. */
  longestPause: number;
}

const program = new URL('./watch.js', import.meta.url).pathname;

function startWatcher(app: DemoApp) {
  const words = [program, app.programLink, app.configLink, `${app.dir}/app.pid`];
  // The word stays out of the arguments: with it the watcher would be taken for the application, and ended with it.
  const env = { ...process.env, WATCHED: app.key };
  const child = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'], env });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const ready = once(child.stdout, 'data');
  const ended = once(child, 'close');
  const finish = async (): Promise<Seen> => {
    child.stdin.end();
    await ended;
    return JSON.parse(text.trimEnd().split('\n').at(-1)!) as Seen;
  };
  return { child, ready, ended, finish };
}

/** Watches applications while work is done, each by a process of its own. */
export async function watched(apps: readonly DemoApp[], work: () => Promise<unknown>): Promise<Seen[]> {
  const watchers = apps.map(startWatcher);
  try {
    await Promise.all(watchers.map(({ ready }) => ready));
    await work();
    return await Promise.all(watchers.map(({ finish }) => finish()));
  } finally {
    for (const { child } of watchers) child.kill();
    await Promise.all(watchers.map(({ ended }) => ended));
  }
}
