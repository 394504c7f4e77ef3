import { inEnglish, type PlanFindings, type PlannedAppFindings } from '#contract';
import { statementInChinese } from '#contract/chinese';
import { expect, test } from 'vitest';
import { changesSince as statedSince, namesSince } from './requirePlan.js';

const changesSince = (...plans: Parameters<typeof statedSince>) =>
  statedSince(...plans).map(([input, change]) => [input, inEnglish(change).message]);

const app = (appKey: string, host: string, changed: Partial<PlannedAppFindings> = {}) =>
  ({
    appKey,
    group: 'web',
    host,
    batch: 0,
    live: { program: '/data/html_1', config: '/data/conf_1', configSum: 's' },
    steps: [],
    restarts: true,
    ...changed,
  }) as unknown as PlannedAppFindings;

const plan = (digest: string, apps: PlannedAppFindings[], files?: PlanFindings['files']): PlanFindings =>
  ({ bundle: { digest }, rollout: {}, apps, files }) as unknown as PlanFindings;

const two = [app('web1', '10.0.0.1'), app('web2', '10.0.0.2')];

test('files with other contents are named with the hosts that would get them', () => {
  const before = plan('a', two, { 'web program': { VERSION: '1', 'lib/a.js': '1', gone: '1' }, 'web1 config': {} });
  const now = plan('b', two, {
    'web program': { VERSION: '2', 'lib/a.js': '1', come: '1' },
    'web1 config': {},
  });
  expect(namesSince(before, now)).toEqual({
    files: ['web/VERSION', 'web/come', 'web/gone'],
    hosts: ['web1 on 10.0.0.1', 'web2 on 10.0.0.2'],
  });
});

test('a configuration concerns its own app only', () => {
  const before = plan('a', two, { 'web program': {}, 'web2 config': { 'a.conf': '1' } });
  const now = plan('b', two, { 'web program': {}, 'web2 config': { 'a.conf': '2' } });
  expect(namesSince(before, now)).toEqual({ files: ['web2/a.conf'], hosts: ['web2 on 10.0.0.2'] });
});

test('what else has moved is named by its host: what is live, where it is, and an app that came or went', () => {
  const moved = app('web1', '10.0.0.1', { live: { program: '/data/html_2', config: '/data/conf_1', configSum: 's' } });
  const files = { 'web program': { VERSION: '1' } };
  const before = plan('a', [...two, app('old', '10.0.0.9')], files);
  const now = plan('a', [moved, two[1]!, app('new', '10.0.0.3')], { 'web program': {} });
  expect(namesSince(before, now)).toEqual({
    files: [],
    hosts: ['web1 on 10.0.0.1', 'new on 10.0.0.3', 'old on 10.0.0.9'],
  });
  expect(changesSince(before, now)).toEqual([
    ['hosts', 'the live program of web1 is /data/html_2, not /data/html_1'],
    ['catalogue', 'new was not planned for'],
    ['catalogue', 'old is not among the apps any more'],
  ]);
});

test('a plan of an earlier version names no files', () => {
  expect(namesSince(plan('a', two), plan('b', two, { 'web program': { VERSION: '2' } }))).toEqual({
    files: [],
    hosts: [],
  });
});

test('what has moved is told by the input it comes from: what a package is merged over, its files, what was changed by hand', () => {
  const drift = (paths: string[], identity: string) => ({
    drift: { onDrift: 'refuse', files: { total: paths.length }, paths, conflicts: [], identity },
  });
  const before = { ...plan('a', two, { 'web program': { VERSION: '1' } }), bases: { web: '20260101_000000 of web' } };
  const changed = app('web1', '10.0.0.1', drift(['changed program/VERSION'], 'x') as never);
  const now = {
    ...plan('b', [changed, two[1]!], { 'web program': { VERSION: '2' } }),
    bases: { web: '20260102_000000 of web' },
  };
  expect(changesSince(before, now)).toEqual([
    ['base', 'the package of web is merged over 20260102_000000 of web, not over 20260101_000000 of web'],
    ['source', 'the program of web has other contents: VERSION'],
    ['hosts', 'files changed by hand on web1 (10.0.0.1): changed program/VERSION, not none'],
  ]);
  expect(statedSince(before, now).map(([, change]) => statementInChinese(change)?.message)).toEqual([
    'web 的程序包现在合并到 20260102_000000 of web 之上，计划时为 20260101_000000 of web',
    'web 的程序内容已不同：VERSION',
    'web1（10.0.0.1）上手工修改的文件现为已修改 program/VERSION，计划时为无',
  ]);
  expect(namesSince(before, now).files).toEqual(['web/VERSION', 'web1/VERSION']);
});

test('data that would move, and did not when it was planned, is a change', () => {
  const adopts = [{ path: '.env', kind: 'file', from: '/data/html_1/.env', to: '/data/html.shared/.env' }];
  const now = app('web1', '10.0.0.1', { adopts } as never);
  expect(changesSince(plan('a', [two[0]!]), plan('a', [now]))).toEqual([
    [
      'hosts',
      'what moves out of the live tree of web1 is .env (/data/html_1/.env -> /data/html.shared/.env), not nothing',
    ],
  ]);
});

test('of more names than are listed it is said how many', () => {
  const files = (digest: string) => ({
    'web program': Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`f${index}`, digest])),
  });
  expect(namesSince(plan('a', two, files('1')), plan('b', two, files('2'))).files.at(-1)).toBe('and 10 more files');
});
