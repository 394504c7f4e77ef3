import { expect, test } from 'vitest';
import type { Records, RequestRecord } from '#records';
import { oneReading } from './oneReading.js';

function counted() {
  let reads = 0;
  const request = (id: string): Promise<RequestRecord | null> => {
    reads += 1;
    return Promise.resolve(id === 'gone' ? null : ({ id } as RequestRecord));
  };
  return { records: oneReading({ request } as Records), reads: () => reads };
}

test('those who ask for a request at the same time share one reading of it', async () => {
  const { records, reads } = counted();
  const [one, two, other, gone] = await Promise.all(['a', 'a', 'b', 'gone'].map((id) => records.request(id)));
  expect(one).toBe(two);
  expect([one!.id, other!.id, gone]).toEqual(['a', 'b', null]);
  expect(reads()).toBe(3);
});

test('whoever asks later has it read again', async () => {
  const { records, reads } = counted();
  const before = await records.request('a');
  expect(await records.request('a')).not.toBe(before);
  expect(reads()).toBe(2);
});
