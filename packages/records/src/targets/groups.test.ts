import type { Standing } from '#contract';
import { decode } from '#rex';
import type { App } from '#release';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, openRecords, settled, type OpenRecords } from '../records.fixture.js';

let opened: OpenRecords;
beforeAll(async () => {
  opened = await openRecords();
});
afterAll(() => opened.end());

interface Told {
  retryOf?: string;
  /** The directory each rollback makes live; a release makes one of its own stamp. */
  back?: string;
  open?: true;
}

/** A release or rollback that leaves its apps standing as given; gives its id and its stamp. */
async function request(apps: readonly App[], standings: readonly Standing[], told: Told = {}) {
  const action = told.back === undefined ? 'release' : 'rollback';
  const { retryOf } = told;
  const more = { action, ...(retryOf === undefined ? {} : { retryOf: { id: retryOf, bundle: null } }) };
  const { request: made } = await opened.records.accept(opened.request([...apps], more));
  for (const [index, record] of made.apps.entries()) {
    const standing = standings[index]!;
    await opened.records.openDeployRow(made, record);
    const after = { deloy_prodir_after: told.back ?? `/w/html_${made.stamp}` };
    await opened.records.storeHostResult(
      { requestId: made.id, appKey: record.app.appKey, phase: 'activate', lease: null },
      {
        vote: standing === 'new' ? 'done' : 'failed',
        standing,
        trouble: null,
        deploy: standing === 'new' ? { randomStr: record.randomStr, values: after } : null,
      },
    );
  }
  if (!told.open) await opened.records.settle(at(made.id), settled);
  return { id: made.id, stamp: made.stamp };
}

const three = (): [App, App, App] => [opened.fresh(), opened.fresh(), opened.fresh()];
const seen = async (apps: readonly App[], settling?: string) =>
  (await opened.records.groupsSeen(new Map([['web', apps.map(({ appKey }) => appKey)]]), settling)).get('web')!;
const keys = (...apps: App[]): string[] => apps.map(({ appKey }) => appKey);

test('a group nobody released is unknown; one release on all is uniform, on some it is mixed', async () => {
  const [a, b, c] = three();
  expect(await seen([a, b, c])).toMatchObject({ state: 'unknown', releases: [], seenAt: null });
  const first = await request([a, b, c], ['new', 'new', 'new']);
  const uniform = await seen([a, b, c]);
  expect(uniform).toMatchObject({
    state: 'uniform',
    releases: [{ release: first.id, stamp: first.stamp, apps: keys(a, b, c) }],
  });
  const second = await request([a, b, c], ['new', 'restored', 'old']);
  const mixed = await seen([a, b, c]);
  expect(mixed).toMatchObject({
    state: 'mixed',
    releases: [
      { release: first.id, apps: keys(b, c) },
      { release: second.id, apps: keys(a) },
    ],
  });
  expect(mixed.since!.getTime()).toBeGreaterThan(uniform.since!.getTime());
  // The third was not touched: it was last seen when it was released.
  expect(mixed.seenAt).toEqual(uniform.seenAt);
});

test('what a retry brings is the release that it does again, a retry of a retry, too', async () => {
  const [a, b, c] = three();
  const first = await request([a, b, c], ['new', 'restored', 'restored']);
  const retry = await request([b, c], ['new', 'restored'], { retryOf: first.id });
  expect(await seen([a, b])).toMatchObject({ state: 'uniform', releases: [{ release: first.id, stamp: first.stamp }] });
  const last = await request([c], ['new'], { retryOf: retry.id });
  expect(await seen([a, b, c])).toMatchObject({ state: 'uniform', releases: [{ release: first.id }] });
  const attempts = [first, retry, last].map(({ id, stamp }) => ({ id, stamp, state: 'settled' }));
  for (const { id } of attempts) expect(await opened.records.attemptsOf(id)).toEqual(attempts);
  expect(await opened.records.switchedBy(attempts.map(({ id }) => id))).toEqual({ apps: keys(a, b, c), unsure: [] });
  expect(await opened.records.attemptsOf('nobody')).toEqual([]);
});

test('a rollback runs the release whose directories it went back to, also where they were moved; one of the original by its stamp', async () => {
  const [a, b, c] = three();
  const first = await request([a, b, c], ['new', 'new', 'new']);
  await request([a, b, c], ['new', 'new', 'new']);
  await request([a, b], ['new', 'new'], { back: `/w/html_${first.stamp}` });
  await request([c], ['new'], { back: `/backup/html_${first.stamp}` });
  expect(await seen([a, b, c])).toMatchObject({
    state: 'uniform',
    releases: [{ release: first.id, stamp: first.stamp }],
  });
  await request([a], ['new'], { back: '/w/html_20180624_160902' });
  expect(await seen([a, b, c])).toMatchObject({
    state: 'mixed',
    releases: [
      { release: first.id, apps: keys(b, c) },
      { release: null, stamp: '20180624_160902', apps: keys(a) },
    ],
  });
});

test('nobody knows what an app runs on which going back failed', async () => {
  const [a, b] = three();
  const first = await request([a, b], ['new', 'new']);
  await request([a, b], ['restored', 'unknown']);
  expect(await seen([a, b])).toMatchObject({
    state: 'unknown',
    releases: [{ release: first.id, apps: keys(a) }],
    unknown: keys(b),
  });
});

test('a request that is about to settle counts where it is named, and nowhere else', async () => {
  const [a, b] = three();
  await request([a, b], ['new', 'new']);
  const open = await request([a, b], ['new', 'restored'], { open: true });
  expect(await seen([a, b])).toMatchObject({ state: 'uniform' });
  expect(await seen([a, b], open.id)).toMatchObject({
    state: 'mixed',
    releases: [{ apps: keys(a) }, { apps: keys(b) }],
  });
  await opened.records.settle(at(open.id), settled);
});

test('a check for drift counts while what it looked at is live', async () => {
  const [a, b] = three();
  await request([a, b], ['new', 'new']);
  const asked = decode('drift', { k: 'web' });
  const more = { request: asked, action: 'drift', exclusive: false, recorded: false };
  const { request: check } = await opened.records.accept(opened.request([a], more));
  await opened.records.storeHostResult(
    { requestId: check.id, appKey: a.appKey, phase: 'visit', lease: null },
    { vote: 'done', standing: null, trouble: null, facts: { state: 'drifted' } },
  );
  await opened.records.settle(at(check.id), settled);
  expect(await seen([a, b])).toMatchObject({ state: 'drifted', drifted: keys(a) });
  await request([a, b], ['new', 'new']);
  expect(await seen([a, b])).toMatchObject({ state: 'uniform', drifted: [] });
});
