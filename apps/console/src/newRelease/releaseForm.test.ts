import { seenAs, unseenService } from '../fleet/app.fixture.js';
import { expect, test } from 'vitest';
import { offersFor } from './offersFor.js';
import { asksFor, toNewRelease, emptyForm, invalidFields } from './releaseForm.js';

test('what is left empty is not asked for', () => {
  const body = toNewRelease({ ...emptyForm, apps: ['web'], from: ' uat ' });
  expect(body).toEqual({ apps: ['web'], source: { type: 'environment', name: 'uat' } });
});

test('shares stay text, numbers become numbers', () => {
  const order = {
    ...emptyForm,
    apps: ['web'],
    mode: 'url',
    url: 'http://x/a.tgz',
    sha256: ` ${'0f'.repeat(32)}`,
    full: 2,
    batch: '25%',
    maxFailures: '2',
    confirm: '60',
    policy: 'undo',
    queue: 'latest',
    onDrift: 'keep',
  } as const;
  expect(toNewRelease(order)).toEqual({
    apps: ['web'],
    source: { type: 'url', url: 'http://x/a.tgz', full: 2, sha256: '0f'.repeat(32) },
    policy: 'undo',
    batch: '25%',
    maxFailures: 2,
    confirm: 60,
    queue: 'latest',
    onDrift: 'keep',
  });
});

test('of the source of the group is said what it asks for, and no source', () => {
  const form = { ...emptyForm, apps: ['shop'], mode: 'group' } as const;
  expect(toNewRelease(form)).toEqual({ apps: ['shop'] });
  expect(toNewRelease({ ...form, ref: ' v1.4.2 ' })).toEqual({ apps: ['shop'], ref: 'v1.4.2' });
  expect(toNewRelease({ ...form, version: '1.4.2' })).toEqual({ apps: ['shop'], provenance: { version: '1.4.2' } });
  expect(asksFor({ place: 'https://x/shop-{version}.tgz', ref: '' }, 'version')).toBe(true);
  expect(asksFor({ place: 'https://x/shop.git', ref: 'main' }, 'version')).toBe(false);
});

test.each([
  [{}, ['apps', 'from']],
  [{ apps: ['shop'], mode: 'group', ref: 'a b' }, ['ref']],
  [{ apps: ['web'], from: 'uat', expect: 'yesterday' }, ['expect']],
  [{ apps: ['web'], mode: 'url' }, ['url']],
  [{ apps: ['web'], mode: 'url', url: 'http://x/a', sha256: 'abc' }, ['sha256']],
  [{ apps: ['web'], mode: 'bundle' }, ['bundle']],
  [
    { apps: ['web'], mode: 'updateDirectory', batch: '0', maxFailures: '101%', confirm: 'soon' },
    ['batch', 'maxFailures', 'confirm'],
  ],
  [{ apps: ['web'], mode: 'updateDirectory', batch: '100%' }, []],
] as const)('%o needs a look at %o', (given, wrong) => {
  expect(invalidFields({ ...emptyForm, ...given })).toEqual(wrong);
});

test('a group is offered before its apps, and found by the host of one of them', () => {
  const app = (key: string, host: string) =>
    ({
      key,
      group: 'web',
      host,
      layout: 'separate',
      automated: key !== 'web2',
      restarts: true,
      service: 'init',
      restart: 'restart',
      healthUrl: null,
      checks: [] as string[],
      problem: null,
      lease: null,
      drift: null,
      live: null,
      seen: seenAs('unknown'),
      serviceSeen: unseenService,
    }) as const;
  const rollout = { policy: 'stop', rollbackPolicy: 'stop', maxFailures: '0', batch: '', confirm: 0 } as const;
  const seen = {
    ...{ state: 'unknown' as const, releases: [], failing: [], drifted: [], unknown: ['web1'] },
    ...{ since: null, seenAt: null, by: 'records' as const },
  };
  const catalogue = {
    groups: [{ name: 'web', apps: ['web1', 'web2'], ...seen, rollout }],
    apps: [app('web1', '10.0.0.1'), app('web2', '10.0.0.2')],
  };
  expect(offersFor(catalogue, '').map(({ name, usable }) => [name, usable])).toEqual([
    ['web', false],
    ['web1', true],
    ['web2', false],
  ]);
  expect(offersFor(catalogue, '0.0.2').map(({ name }) => name)).toEqual(['web2']);
});
