import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, openRecords, settled, type OpenRecords } from './records.fixture.js';

let opened: OpenRecords;
beforeAll(async () => {
  opened = await openRecords();
});
afterAll(async () => {
  await opened?.end();
});

test('a package is wanted from the moment a request names it, in line or not, until that is settled', async () => {
  const { records, request } = opened;
  const settle = async (id: string) => await records.settle(at(id), settled);
  const [one, id] = [opened.fresh(), 'c'.repeat(64)];
  const named = { parameters: { k: one.appKey, bundle: id, full: '1' } };
  expect(await records.wantedPackages()).not.toContain(id);
  const ahead = (await records.accept(request([one]))).request;
  const waiting = (await records.accept(request([one], { line: 'wait', ...named }))).request;
  expect(waiting.state).toBe('queued');
  expect(await records.wantedPackages()).toContain(id);
  await settle(ahead.id);
  expect(await records.wantedPackages()).toContain(id);
  await settle(waiting.id);
  expect(await records.wantedPackages()).not.toContain(id);
});
