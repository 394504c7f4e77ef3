import { statement } from '#contract';
import { expect, test } from 'vitest';
import type { App } from '../model/app.js';
import { sightingsFound } from './sighting.js';

const app = (key: string, more: Partial<App> = {}): App =>
  ({ appKey: key, programLink: `/srv/${key}`, restarts: true, ...more }) as App;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

test('what is told of each app is its own, in whatever order it comes', () => {
  const output = 'app=1\nprogram_live=/srv/b_20260101_000000\nprocesses=0\napp=0\nprogram_live=/data/a\nprocesses=2\n';
  expect(sightingsFound([app('a'), app('b')], output)).toEqual([
    { program: '/data/a', stamp: null, running: true, failing: null },
    {
      program: '/srv/b_20260101_000000',
      stamp: '20260101_000000',
      running: false,
      failing: statement('seen.noProcess'),
    },
  ]);
});

test('nothing is made of what was not told, could not be seen, or is no number', () => {
  const none = [null, null, null, null];
  const output =
    'app=1\nprogram_live=/x\ntrouble=HOST_TROUBLE\nprocesses=1\napp=2\nprocesses=-1\napp=3\nprocesses=1e9\n';
  expect(
    sightingsFound(
      ['a', 'b', 'c', 'd'].map((key) => app(key)),
      output,
    ),
  ).toEqual(none);
  expect(sightingsFound([], output)).toEqual([]);
});

test('a host that lies harms its own apps only, and no more of it is taken than fits', () => {
  const output = [
    'app=7\nprocesses=1',
    'app=0\nprocesses=1',
    `program_live:64=${base64(`/x/${'y'.repeat(5000)}\napp=1\nprocesses=1`)}`,
    'app=4294967296\nprocesses=1',
    'app=__proto__\nprocesses=1',
  ].join('\n');
  const [first, second] = sightingsFound([app('a'), app('b')], `${output}\n`);
  expect(first?.program).toHaveLength(1000);
  expect(second).toBeNull();
});

test('an app that rexflow does not start is not failing for want of a process; a link to nothing is', () => {
  const [still, lost] = sightingsFound(
    [app('a', { restarts: false }), app('b')],
    'app=0\nprogram_live=/srv/a_20260101_000000\nprocesses=0\napp=1\nprogram_live=\nlost=yes\nprocesses=1\n',
  );
  expect(still).toMatchObject({ running: null, failing: null });
  expect(lost).toMatchObject({ program: null, failing: statement('seen.lost', { path: '/srv/b' }) });
});
