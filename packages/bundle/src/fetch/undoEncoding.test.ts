import { randomBytes } from 'node:crypto';
import { readdirSync, readlinkSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { scratch } from '../scratch.js';
import { undoEncoding } from './undoEncoding.js';

const fetched = (file: string) => ({
  url: 'http://host/a.gz',
  file,
  name: 'a.gz',
  bytes: 1,
  sha256: '',
  maxBytes: 1e6,
});
const never = new AbortController().signal;

/** The open files of this process below a directory. */
const openBelow = (dir: string): string[] =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`);
      return path.startsWith(dir) ? [path] : [];
    } catch {
      return [];
    }
  });

test('a .gz that is left as it lies is closed again', async () => {
  const dir = await scratch();
  const file = join(dir, 'a.gz');
  await writeFile(file, gzipSync(randomBytes(3_000_000)));
  expect(await undoEncoding(fetched(file), 'gzip', null, never)).toEqual(fetched(file));
  // The system closes it on a thread of its own.
  while (openBelow(dir).length > 0) await setTimeout(2);
});

test('a file that cannot be opened is told to who asked', async () => {
  const gone = undoEncoding(fetched(join(await scratch(), 'gone')), 'gzip', null, never);
  await expect(gone).rejects.toMatchObject({ code: 'ENOENT' });
});
