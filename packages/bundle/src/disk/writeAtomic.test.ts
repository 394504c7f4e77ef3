import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratch } from '../scratch.js';
import { writeAtomic } from './writeAtomic.js';

test('a file that many write at the same moment is whole, of one of them, and all of them did it', async () => {
  const dir = await scratch();
  const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(10_000));
  await Promise.all(texts.map((text) => writeAtomic(join(dir, 'seal'), text)));
  expect(texts).toContain(await readFile(join(dir, 'seal'), 'utf8'));
  expect(await readdir(dir)).toEqual(['seal']);
});
