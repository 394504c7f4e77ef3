import { afterAll, beforeAll, expect, test } from 'vitest';
import { listEvents } from './events.js';
import { openRecords, type OpenRecords } from '../records.fixture.js';

let opened: OpenRecords;
beforeAll(async () => {
  opened = await openRecords();
});
afterAll(() => opened.end());

test('a host that writes on and on fills no more than its share of the log, and nobody else loses by it', async () => {
  const [one, two] = [opened.fresh(), opened.fresh()];
  const { request } = await opened.records.accept(opened.request([one, two]));
  const say = (appKey: string, text: string): Promise<void> =>
    opened.records.writeLog({
      requestId: request.id,
      appKey,
      phase: 'visit',
      step: 'run',
      of: 'command',
      stream: 'out',
      text,
    });
  for (let number = 0; number < 45; number += 1) await say(one.appKey, `line ${number}`);
  await say(two.appKey, 'hello');
  const asked = { requestId: request.id, after: 0, upTo: Number.MAX_SAFE_INTEGER, limit: 200 };
  const written = await listEvents(opened.db, { ...asked, log: true });
  const of = (appKey: string) => written.filter((event) => event.appKey === appKey && event.kind === 'log');
  expect(of(one.appKey).map(({ data }) => data.lines)).toEqual(Array.from({ length: 40 }, (_, at) => [`line ${at}`]));
  expect(of(two.appKey)).toHaveLength(1);
  expect((await listEvents(opened.db, asked)).map(({ kind }) => kind)).not.toContain('log');
});
