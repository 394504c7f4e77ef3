import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installationRecords } from './installation.js';
import { openRecords, type OpenRecords } from '../records.fixture.js';
import type { Lease } from './types.js';

let open: OpenRecords;
beforeAll(async () => {
  open = await openRecords();
});
afterAll(() => open.end());

const named = (name: string) => ({ id: randomUUID(), name, confirmed: false });

test('of many that give a new database a name at once one wins, and all are told which', async () => {
  const owner = installationRecords(open.db);
  expect(await owner.find()).toBeNull();
  expect(await owner.unused()).toBe(true);
  const answers = await Promise.all(Array.from({ length: 12 }, (_, number) => owner.propose(named(`host ${number}`))));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(await owner.find()).toEqual(answers[0]);
  await owner.confirm(randomUUID());
  expect((await owner.find())!.confirmed).toBe(false);
  await owner.confirm(answers[0]!.id);
  expect(await owner.propose(named('late'))).toEqual({ ...answers[0], confirmed: true });
  const other = named('prod on ops2');
  await owner.replace(other);
  expect(await owner.find()).toEqual({ ...other, confirmed: true });
});

async function held(): Promise<Lease> {
  const app = open.fresh();
  const { request } = await open.records.accept(open.request([app]));
  const lease = await open.records.acquireLease({
    requestId: request.id,
    appKey: app.appKey,
    holder: randomUUID(),
    life: 60,
  });
  if (typeof lease === 'string') throw new Error(lease);
  return lease;
}
const fenceOf = async ({ appKey }: Lease): Promise<number> => {
  const [row] = await open.db.query<{ fence: number }>('SELECT fence FROM rexflow_leases WHERE app_key = ?', [appKey]);
  return Number(row!.fence);
};

test('the fence of a held lease is raised above one that was seen, and above its own', async () => {
  const lease = await held();
  const raised = await open.records.raiseFence(lease, 300);
  expect(raised).toBe(301);
  expect(await fenceOf(lease)).toBe(301);
  // A heartbeat that was sent before the fence was raised is still its own.
  expect(await open.records.renewLease(lease, 60)).toBe(true);
  const now = { ...lease, fence: 301 };
  expect(await open.records.raiseFence(now, 7)).toBe(302);
  await open.records.releaseLease({ ...lease, fence: 302 });
  const [row] = await open.db.query<{ holder: string | null }>('SELECT holder FROM rexflow_leases WHERE app_key = ?', [
    lease.appKey,
  ]);
  expect(row!.holder).toBeNull();
});

test('a fence is raised for nobody but who holds the lease now', async () => {
  const lease = await held();
  const others: Lease[] = [
    { ...lease, holder: 'another' },
    { ...lease, requestId: randomUUID() },
    { ...lease, fence: lease.fence - 1 },
  ];
  for (const other of others) expect(await open.records.raiseFence(other, 300)).toBeNull();
  expect(await fenceOf(lease)).toBe(lease.fence);
});
