import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { DemoApp } from '#provision';
import { withField, type Field } from '../field.js';
import { figureOf, median, type Figure } from '../figure.js';
import { acquaint, releaseByRex } from '../release.js';
import type { Part } from './part.js';
import { watched, type Seen } from '../watcher.js';

const run = promisify(execFile);

/** Milliseconds an application is without a process when its own init script restarts it and nothing else happens. */
async function ownRestarts(apps: readonly DemoApp[]): Promise<number[]> {
  const seen: number[] = [];
  for (let round = 0; round < 5; round++) {
    const found = await watched(apps, () => Promise.all(apps.map((app) => run(app.init, ['restart']))));
    seen.push(...found.map((one) => one.withoutProcess));
  }
  return seen;
}

const worst = (found: Seen[], of: (seen: Seen) => number): number => Math.max(...found.map(of));

/** What an application sees while it is switched, by rexflow and by the bare script in turn; the worse host counts. */
export const measureSwitch: Part = ({ rounds }, found) =>
  withField({ hosts: 2 }, async (field) => {
    for (const figure of await watchSwitches(field, rounds)) found(figure);
  });

async function watchSwitches(field: Field, rounds: number): Promise<Figure[]> {
  const { estate, bare, trees } = field;
  const apps = estate.hosts.map(({ app }) => app);
  const count = apps.length;
  await acquaint(field, count);
  const restarts = await ownRestarts(apps);
  const own = median(restarts);
  const rexflow: Seen[][] = [];
  const baseline: Seen[][] = [];
  for (let round = 0; round < rounds; round++) {
    trees.change('one');
    rexflow.push(await watched(apps, () => releaseByRex(field, count)));
    trees.change('one');
    baseline.push(await watched(bare.apps, () => bare.release(count)));
  }
  const figure = (name: string, unit: string, of: (seen: Seen) => number): Figure =>
    figureOf(
      `switch.${name}`,
      unit,
      rexflow.map((found) => worst(found, of)),
      baseline.map((found) => worst(found, of)),
    );
  return [
    figureOf('switch.own-restart', 'ms', restarts, null),
    figure('without-process-beyond-own', 'ms', ({ withoutProcess }) => Math.max(0, withoutProcess - own)),
    figure('links-of-different-releases', 'ms', ({ differing }) => differing),
    figure('missing-link', 'samples', ({ missing }) => missing),
    figure('longest-unseen', 'ms', ({ longestPause }) => longestPause),
  ];
}
