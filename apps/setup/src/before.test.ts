import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { smallDisk } from '../../../test/support/disk.js';
import { lookBefore } from './before.js';
import { failureLines } from './failure.js';
import type { Choices } from './plan/record.js';
import { prefixPlaces } from './steps/places.js';

test('a disk without room is told before anything is changed', async (context) => {
  const disk = smallDisk(16);
  if ('reason' in disk) return context.skip(`none can be mounted: ${disk.reason}`);
  onTestFinished(() => disk.remove());
  const choices = { redis: 'private', mysql: 'private', port: 1 } as Choices;
  const places = prefixPlaces(join(disk.dir, 'a/here'));
  await expect(lookBefore(places, choices, { record: null, tls: null, backup: null })).rejects.toThrow(
    `${disk.dir} has 16 MB free, setup needs 400`,
  );
  const other = { ...choices, redis: 'given', mysql: 'given' } as Choices;
  await expect(lookBefore(places, other, { record: null, tls: null, backup: null })).rejects.toThrow('setup needs 50');
});

test('one that fills while it works is told with the command that goes on', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(failureLines(full, 'rexflow setup --yes')).toEqual([
    'the disk is full: ENOSPC: no space left on device, write',
    'Make room, then go on: rexflow setup --yes',
  ]);
});
