import { inEnglish, type PlanFindings } from '#contract';
import type { RequestHead } from '#records';
import type { App } from '#release';

import { expect, test } from 'vitest';
import { liveMoves } from '../current/liveMoves.js';
import { directoryWarnings, requireShown } from './plannedMoves.js';

const app = {
  appKey: 'web1',
  group: 'web',
  host: '10.0.0.1',
  layout: 'separate',
  programLink: '/srv/web',
  configLink: '/srv/conf',
  restarts: true,
  shared: ['.env', 'uploads/'],
} as unknown as App;

test.each([
  ['what the plan showed moves', '.env', 'hash', undefined],
  ['what came since stays', '.env\nuploads/', 'hash', '/srv/web_1/uploads'],
  ['a plan that is not kept any more showed nothing', '.env', 'gone', '/srv/web_1/.env'],
  ['nothing moves that no plan showed', '.env', undefined, '/srv/web_1/.env'],
])('of what a host would move it is held against the plan: %s', async (_, adopts, plan, path) => {
  const shown = { apps: [{ appKey: 'web1', adopts: [{ path: '.env' }] }] } as unknown as PlanFindings;
  const planNamed = (hash: string) => Promise.resolve(hash === 'hash' ? shown : null);
  const seen = { facts: { adopts, program_before: '/srv/web_1' }, trouble: null };
  const request = { request: { kind: 'release', plan } } as unknown as RequestHead;
  const { trouble } = await requireShown({ planNamed }, request, app, seen);
  expect(trouble?.details.path).toBe(path);
  expect(trouble?.code).toBe(path && 'SHARED_IN_RELEASE');
});

test('a host is believed nothing but the paths of its app, and figures are figures', () => {
  const adopts = 'file x 1 .env\ndirectory 8 2 uploads/\ndirectory 1 1 ../etc\nsocket 1 1 .env\n';
  const facts = { adopts, program_live: '/srv/web_1' };
  expect(liveMoves(facts, app)).toMatchObject({
    adopts: [
      { path: '.env', bytes: null, entries: 1, from: '/srv/web_1/.env', to: '/srv/web.shared/.env' },
      { path: 'uploads/', bytes: 8192, entries: 2 },
    ],
  });
  expect(liveMoves({}, app)).toBeNull();
});

test('a plain directory in the place of a link is told, with where it goes', () => {
  const moves = liveMoves({ program_plain: 'yes' }, app)!;
  expect(directoryWarnings(app, moves, '/backup').map((one) => inEnglish(one).message)).toEqual([
    expect.stringMatching(
      /^web1 \(10\.0\.0\.1\): \/srv\/web is a plain directory: while the application is stopped it is renamed to \/srv\/web_nolinkbak_<release>/,
    ),
  ]);
});
