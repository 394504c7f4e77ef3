import { inEnglish, statement } from '#contract';
import { expect, test } from 'vitest';
import { inOneLine, warningsOfApp } from './warnings.js';

test.each([
  [
    { lasts: 'no' },
    [
      'server1 (10.0.0.1): its unit ends at the logout of the user who logs in; let it stay, as that user on the host: loginctl enable-linger',
    ],
  ],
  [
    { absent: '20 /srv/shop/current\n- /srv/shop/current_1/a b\nnothing' },
    [
      'server1 (10.0.0.1): /srv/shop/current was missing for at most 20 ms, until a link took its place',
      'server1 (10.0.0.1): /srv/shop/current_1/a b was missing until a link took its place; the host was interrupted between, so that nobody measured it',
    ],
  ],
  [{}, []],
])('what a host says of itself is warned of: %j', (facts, warnings) => {
  const found = warningsOfApp({ appKey: 'server1', host: '10.0.0.1' }, facts);
  expect(found.map((one) => (typeof one === 'string' ? one : inEnglish(one).message))).toEqual(warnings);
});

test('what many hosts say in the same words is one line that names the first of them', () => {
  const said = (app: string, hook: string) =>
    warningsOfApp({ appKey: app, host: '10.0.0.1' }, {}, [statement('hook.warned', { hook, status: '1' })]);
  const apps = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'];
  const found = inOneLine(['as stored', ...apps.flatMap((app) => said(app, 'warm')), ...said('a2', 'cache')]);
  expect(found.map((one) => (typeof one === 'string' ? one : inEnglish(one).message))).toEqual([
    'as stored',
    'a1, a2, a3, a4, a5, 2 more: the hook warm ended with status 1, and the release went on',
    'a2 (10.0.0.1): the hook cache ended with status 1, and the release went on',
  ]);
});
