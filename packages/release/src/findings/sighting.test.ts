import { statement, warningText } from '#contract';
import { expect, test } from 'vitest';
import type { App } from '../model/app.js';
import { sightingsFound, unseenReasons } from './sighting.js';

const app = (key: string, more: Partial<App> = {}): App =>
  ({ appKey: key, programLink: `/srv/${key}`, restarts: true, processKey: key, ...more }) as App;
const runs = () => ({
  state: 'running',
  up: null as number | null,
  pids: [] as number[],
  restarts: null,
  reason: null,
});
const base64 = (text: string): string => Buffer.from(text).toString('base64');

test('what is told of each app is its own, in whatever order it comes', () => {
  const output = 'app=1\nprogram_live=/srv/b_20260101_000000\nprocesses=0\napp=0\nprogram_live=/data/a\nprocesses=2\n';
  expect(sightingsFound([app('a'), app('b')], output)).toEqual([
    { program: '/data/a', stamp: null, running: true, failing: null, service: runs() },
    {
      program: '/srv/b_20260101_000000',
      stamp: '20260101_000000',
      running: false,
      failing: statement('seen.noProcess'),
      service: { ...runs(), state: 'down' },
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

test('how long it runs, by which processes, and how often it was started again are told as far as they are numbers', () => {
  const told = (text: string, of: Partial<App> = {}) => sightingsFound([app('a', of)], `app=0\n${text}\n`)[0]!.service;
  expect(told('processes=3\npids=71 72\nup=3600\nrestarts=2')).toEqual({
    ...{ state: 'running', up: 3600, pids: [71, 72], restarts: 2, reason: null },
  });
  const many = Array.from({ length: 50 }, (_, index) => index + 1).join(' ');
  expect(told(`processes=50\npids=${many} x -1 0\nup=-3\nrestarts=often`)).toMatchObject({ up: null, restarts: null });
  expect(told(`processes=50\npids=${many}`).pids).toHaveLength(16);
  expect(told('processes=0\nruns=no')).toMatchObject({ state: 'none' });
  expect(told('processes=0', { processKey: ' ' })).toMatchObject({ state: 'unknown', reason: { id: 'seen.nameless' } });
});

test('an app that somebody had stopped is not failing for want of a process, and one that could not be asked says why', () => {
  const output = 'app=0\nprocesses=0\napp=1\ndetail_what=ask pm2\ndetail_status=124\ntrouble=HOST_TROUBLE\n';
  const apps = [app('a', { host: '10.0.0.1' }), app('b', { host: '10.0.0.1' })];
  expect(sightingsFound(apps, output, new Set(['a']))).toMatchObject([{ running: false, failing: null }, null]);
  const [none, reason] = unseenReasons(apps, output);
  expect(none).toBeNull();
  expect(warningText(reason!)).toMatch(/10\.0\.0\.1.*ask pm2/);
});
