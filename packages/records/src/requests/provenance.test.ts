import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Provenance, Standing } from '#contract';
import type { App } from '#release';
import { decode } from '#rex';
import { createViews, type Views } from '../views.js';
import { at, openRecords, settled, type OpenRecords } from '../records.fixture.js';

let opened: OpenRecords;
let views: Views;
beforeAll(async () => {
  opened = await openRecords();
  views = createViews(opened.db, { decode });
});
afterAll(async () => {
  await opened?.end();
});

const commit = '9f3c2ab0c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f6';
const asked = (provenance: Provenance) => ({ k: 'server', ...provenance }) as Record<string, string>;

/** A release or rollback that is over, and where it left each of its apps. */
async function over(
  apps: App[],
  {
    action = 'release',
    provenance = {},
    standing = 'new',
  }: { action?: string; provenance?: Provenance; standing?: Standing } = {},
): Promise<string> {
  const { request } = await opened.records.accept(opened.request(apps, { action, parameters: asked(provenance) }));
  for (const { appKey } of apps) {
    const lease = { requestId: request.id, appKey, holder: 'worker', fence: 1 };
    await opened.db.execute('UPDATE rexflow_leases SET holder = ?, fence = 1 WHERE app_key = ?', ['worker', appKey]);
    await opened.records.storeHostResult(
      { requestId: request.id, appKey, phase: 'activate', lease },
      { vote: 'done', standing, trouble: null },
    );
  }
  await opened.records.settle(at(request.id), settled);
  return request.id;
}

const partsOf = async (id: string): Promise<Provenance[]> =>
  (await opened.records.request(id))!.apps.map(({ provenance }) => provenance);
const dataOf = async (id: string, kind: string): Promise<unknown> =>
  (await views.events({ requestId: id, after: 0, upTo: Number.MAX_SAFE_INTEGER, limit: 100 })).find(
    (event) => event.kind === kind,
  )?.data;

test('what is given is known from the start, and told by the first event', async () => {
  const given = { version: '2.1.0', commit, branch: 'main', build: 'https://ci.example/4711' };
  const request = opened.request([opened.fresh()], { parameters: { ...asked(given), note: 'basket' } });
  const { request: made } = await opened.records.accept(request);
  expect(made.apps[0]!.provenance).toEqual(given);
  expect(await partsOf(made.id)).toEqual([given]);
  expect(await dataOf(made.id, 'accepted')).toMatchObject({ ...given, note: 'basket' });
});

test('what is found is stored for the apps of each group by the holder of the request alone', async () => {
  const [one, two] = [opened.fresh(), opened.fresh()];
  const { request: made } = await opened.records.accept(opened.request([one, two]));
  const known = [
    { apps: [one.appKey], provenance: { version: '1.0' } },
    { apps: [two.appKey], provenance: { version: '7.0', commit } },
  ];
  await expect(opened.records.storeProvenance(at(made.id, 3), known)).rejects.toMatchObject({ code: 'LEASE_LOST' });
  expect(await partsOf(made.id)).toEqual([{}, {}]);
  await opened.records.storeProvenance(at(made.id), known);
  await opened.records.storeProvenance(at(made.id), known);
  expect(await partsOf(made.id)).toEqual([{ version: '1.0' }, { version: '7.0', commit }]);
  await opened.records.settle(at(made.id), settled);
  expect(await dataOf(made.id, 'settled')).toMatchObject({ versions: ['1.0', '7.0'] });
});

test('releases are found by version and by the first digits of a commit, also where only those were recorded', async () => {
  const whole = await over([opened.fresh()], { provenance: { version: '3.0.0', commit: 'abcdef0123456789' } });
  const short = await over([opened.fresh()], { provenance: { version: '3.0.1', commit: 'abcdef0' } });
  const list = async (filter: object): Promise<string[]> =>
    (await views.releases(filter, { after: null, limit: 10 })).map(({ id }) => id);
  expect(await list({ version: '3.0.0' })).toEqual([whole]);
  expect(await list({ version: '3.0' })).toEqual([]);
  expect(await list({ commit: 'abcd' })).toEqual([short, whole]);
  expect(await list({ commit: 'abcdef0123' })).toEqual([short, whole]);
  expect(await list({ commit: 'abcdef1' })).toEqual([]);
  expect(await list({ version: '3.0.1', commit: 'abcdef0123456789' })).toEqual([short]);
  const [found] = await views.releases({ version: '3.0.0' }, { after: null, limit: 1 });
  expect(found!.apps).toEqual([
    { appKey: expect.any(String) as string, provenance: { version: '3.0.0', commit: 'abcdef0123456789' } },
  ]);
});

test('an app runs what its newest good release made live: not what was tried, and not what was there before', async () => {
  const [kept, moved] = [opened.fresh(), opened.fresh()];
  await over([kept, moved], { provenance: { version: '4.0.0', commit } });
  await over([moved], { provenance: { version: '4.1.0' } });
  await over([kept], { provenance: { version: '4.1.0' }, standing: 'restored' });
  const running = async (filter: object, keys?: string[]): Promise<string[]> =>
    [...(await views.running(filter, keys)).keys()].sort();
  expect(await running({ version: '4.0.0' })).toEqual([kept.appKey]);
  expect(await running({ version: '4.1.0' })).toEqual([moved.appKey]);
  expect(await running({ commit: commit.slice(0, 9) })).toEqual([kept.appKey]);
  expect(await running({ version: '4.0.0' }, [moved.appKey])).toEqual([]);
});

test('a job that is run again, by somebody else, asks for the same release; one of another commit does not', async () => {
  const app = opened.fresh();
  const ask = (more: Record<string, string>) =>
    opened.records.accept(
      opened.request([app], { idempotencyKey: 'pipeline-42', parameters: { k: 'server', commit, ...more } }),
    );
  const { request: made } = await ask({ build: 'https://ci.example/jobs/1', on_behalf_of: 'zhang.min' });
  const again = await ask({ build: 'https://ci.example/jobs/2', on_behalf_of: 'li.na', note: 'once more' });
  expect(again).toMatchObject({ fresh: false, request: { id: made.id } });
  expect(again.request.apps[0]!.provenance.build).toBe('https://ci.example/jobs/1');
  await expect(ask({ commit: 'abcdef0' })).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
});

test('a rollback tells the version it goes back to, and its app runs that again', async () => {
  const app = opened.fresh();
  const first = await over([app], { provenance: { version: '5.0.0', commit } });
  await over([app], { provenance: { version: '5.1.0' } });
  const maker = (await opened.records.request(first))!.apps[0]!.randomStr;
  const back = await over([app], { action: 'rollback' });
  await opened.records.copyProvenance({ requestId: back, appKey: app.appKey }, maker);
  expect(await partsOf(back)).toEqual([{ version: '5.0.0', commit }]);
  expect([...(await views.running({ version: '5.0.0' })).values()]).toMatchObject([
    { requestId: back, provenance: { version: '5.0.0', commit } },
  ]);
  expect((await views.running({ version: '5.1.0' })).size).toBe(0);
  const ends = await views.endings(app.appKey);
  expect([...ends.values()].map(({ provenance }) => provenance.version)).toEqual(['5.0.0', '5.1.0', '5.0.0']);
});
