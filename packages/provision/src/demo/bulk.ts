import { createCipheriv, createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The size of a program: its number of files, and their bytes together. */
export interface Bulk {
  files: number;
  bytes: number;
}

/** So many bytes that no compression makes smaller; the same seed gives the same bytes. */
export function noise(seed: string, bytes: number): Buffer {
  const key = createHash('sha256').update(seed).digest().subarray(0, 16);
  return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(bytes));
}

/**
 * Fills `lib` of a program, forty files to a directory. The contents are the same for the same `seed` (default none),
 * so that another seed is another version in which every file has changed.
 */
export function fillBulk(program: string, { files, bytes }: Bulk, seed = ''): void {
  const size = Math.floor(bytes / files);
  for (let file = 0; file < files; file++) {
    const dir = join(program, 'lib', String(Math.floor(file / 40)).padStart(3, '0'));
    if (file % 40 === 0) mkdirSync(dir, { recursive: true });
    const own = file === files - 1 ? bytes - size * (files - 1) : size;
    writeFileSync(join(dir, `${String(file).padStart(5, '0')}.bin`), noise(`${seed}/${file}`, own));
  }
}
