import { inEnglish } from '#contract';
import type { App } from '#release';
import { expect, test } from 'vitest';
import type { LiveTrees } from '../current/liveTrees.js';
import type { BundleInput } from '../state/onceJob.js';
import { baseOf } from './base.js';

const appOf = (appKey: string): App => ({ appKey, group: 'web', host: `host of ${appKey}` }) as App;
const apps = [appOf('web1'), appOf('web2')];
const [old, last] = ['/srv/web_20260101_000000', '/srv/web_20260202_000000'];

/** What the hosts answer, `null` for one that did not, and the directories that our releases made on them, oldest first. */
async function over(
  answers: Record<string, { program: string; drift: 'exact' | 'unknown' } | null>,
  made: Record<string, string[]>,
) {
  const told = Object.entries(answers).flatMap(([key, answer]) => (answer ? [[key, answer] as const] : []));
  const live: LiveTrees = {
    programs: new Map(),
    configs: new Map(),
    directories: new Map(told.map(([key, { program }]) => [key, { program, config: null, configSum: null }])),
    drifts: new Map(told.map(([key, { drift }]) => [key, drift])),
  };
  const historyOf = ({ appKey }: App) => ({
    recent: () => Promise.resolve((made[appKey] ?? []).map((programAfter) => ({ programAfter }))),
    hasMade: (directory: string) => Promise.resolve(made[appKey]?.includes(directory) ?? false),
  });
  const { name, warnings } = await baseOf({ deps: { historyOf } } as unknown as BundleInput, apps, live);
  return { name, warnings: warnings.map((one) => inEnglish(one).message) };
}

const exact = (program: string) => ({ program, drift: 'exact' as const });
const silence = (key: string): string =>
  `${key} (host of ${key}) did not tell what is live: what the records hold of that counts for what the package is merged over`;

test('a host that nobody could look at is no host that was never released to', async () => {
  const unknown = { program: last, drift: 'unknown' as const };
  const made = { web1: [old, last], web2: [old, last] };
  expect(await over({ web1: unknown, web2: unknown }, made)).toEqual({ name: '20260202_000000 of web', warnings: [] });
  expect(await over({ web1: null, web2: null }, made)).toMatchObject({ name: '20260202_000000 of web' });
});

test('what runs on a host that does not answer counts as the records hold it, and that is said', async () => {
  const found = await over({ web1: exact(old), web2: null }, { web1: [old], web2: [old, last] });
  expect(found).toEqual({
    name: '20260202_000000 of web',
    warnings: [
      'web1 (host of web1) will change more than the package: it is merged over 20260202_000000, which is not live there',
      silence('web2'),
    ],
  });
});

test('a host that names a directory the records do not know decides nothing', async () => {
  const lie = exact('/srv/web_99991231_235959');
  expect(await over({ web1: lie, web2: exact(old) }, { web1: [old], web2: [old] })).toMatchObject({
    name: '20260101_000000 of web',
  });
});

test('only where the records know of no release of ours is what runs on the first host the base', async () => {
  const found = await over({ web1: exact(old), web2: exact(last) }, {});
  expect(found).toEqual({ name: 'what runs on web1 (host of web1)', warnings: [] });
});
