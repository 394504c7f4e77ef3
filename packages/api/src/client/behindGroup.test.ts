import { expect, test } from 'vitest';
import { behindGroup, finishBrings } from './behindGroup.js';

/** A gateway with these groups, each a list of releases by the apps that run them; all apps are of the first. */
const clientOf = (...releases: readonly (readonly [string | null, ...string[]])[]) => ({
  call: ((id: string, { query }: { query?: { keys?: string } }) =>
    Promise.resolve({
      items:
        id === 'listApps'
          ? query!.keys!.split(',').map((key) => ({ key, group: 'web' }))
          : [
              {
                name: 'web',
                releases: releases.map(([release, ...apps]) => ({ release, stamp: 's', version: null, apps })),
              },
            ],
      next: null,
    })) as never,
});

test('an app is behind that runs something else than most of the others', async () => {
  const client = clientOf(['r2', 'b', 'c'], ['r1', 'a']);
  expect(await behindGroup(client, ['a'])).toEqual([
    { group: 'web', apps: ['a'], others: [{ release: 'r2', stamp: 's', version: null, n: 2 }], tie: false },
  ]);
  expect(await behindGroup(client, ['b'])).toMatchObject([{ apps: ['b'], tie: true }]);
  expect(await behindGroup(clientOf(['r2', 'a', 'b', 'c']), ['a'])).toEqual([]);
  // What is not among what was seen runs something else, too; who is alone in its group is not behind.
  expect(await behindGroup(clientOf([null, 'b']), ['a'])).toMatchObject([{ others: [{ release: null }], tie: false }]);
  expect(await behindGroup(clientOf(['r1', 'a']), ['a'])).toEqual([]);
  expect(await behindGroup(client, [])).toEqual([]);
});

test('a finish brings a release to what it left out, or did not get to, while there is a bundle', () => {
  const release = {
    bundle: { id: 'b', digest: 'd' },
    skipped: ['out'],
    apps: [
      { app: 'done', outcome: 'done' },
      { app: 'failed', outcome: 'failed' },
    ],
  } as unknown as Parameters<typeof finishBrings>[0];
  expect(finishBrings(release, ['out', 'failed'])).toBe(true);
  expect(finishBrings(release, ['out', 'done'])).toBe(false);
  expect(finishBrings(release, ['new'])).toBe(false);
  expect(finishBrings({ ...release, bundle: null }, ['out'])).toBe(false);
});
