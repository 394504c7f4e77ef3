import { createHash, hash, type Hash } from 'node:crypto';
import { chmodSync, fstatSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveEntry, Body } from './archive.js';
import { sharing, type ReusableFiles, type Wanted } from './reusableFiles.js';

/** Bytes up to which a file is read at once, so that the next can be read while this one is written. */
const small = 1024 * 1024;
const concurrency = 8;

/** The contents of an archive's files, stored under numbers of our own until the archive is known to be trustworthy. */
export interface Contents {
  /** Stores the content of an entry, with its mode and time. Throws errors of the file system and of the body. */
  take(entry: ArchiveEntry, index: number, body: Body): Promise<void>;
  /** Waits until all that was taken is written. Throws the first error that prevented it. */
  taken(): Promise<void>;
  /** Path of the content of an entry; it may share its bytes with a reusable file. */
  place(index: number): string;
  /** Size, mode, time and sum of the file of an entry, as the file system has it. */
  file(index: number): Wanted;
  /** Adds to the mode of the content of an entry. */
  addMode(index: number, bits: number): void;
}

async function whole(body: Body): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

async function* summing(sum: Hash, body: Body): Body {
  for await (const chunk of body) {
    sum.update(chunk);
    yield chunk;
  }
}

/** Writes a file; gives its time as the file system has it. */
async function write(place: string, mode: number, mtime: Date | undefined, content: Body | [Buffer]): Promise<number> {
  const handle = await open(place, 'wx', 0o600);
  try {
    for await (const chunk of content) await handle.writeFile(chunk);
    await handle.chmod(mode);
    if (mtime) await handle.utimes(mtime, mtime);
    return fstatSync(handle.fd).mtimeMs;
  } finally {
    await handle.close();
  }
}

/** Creates contents in a directory that exists and is empty; files that are the same in `held` are shared instead of written. */
export function createContents(dir: string, held: ReusableFiles | null): Contents {
  const share = held && sharing(held);
  const files = new Map<number, Wanted>();
  const writing = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const place = (index: number): string => join(dir, String(index));

  return {
    place,
    file: (index) => files.get(index)!,
    addMode: (index, bits) => {
      const file = files.get(index)!;
      chmodSync(place(index), file.mode | bits);
      files.set(index, { ...file, mode: file.mode | bits });
    },
    take: async ({ size, mode: stored = 0o644, mtime }, index, body) => {
      // We must be able to read it again, whatever the archive says.
      const mode = (stored & 0o777) | 0o400;
      const lies = (sha256: string, mtimeMs: number): void => void files.set(index, { size, mode, mtimeMs, sha256 });
      if (size > small) {
        const sum = createHash('sha256');
        const written = await write(place(index), mode, mtime, summing(sum, body));
        return lies(sum.digest('hex'), written);
      }
      const content = await whole(body);
      const sha256 = hash('sha256', content, 'hex');
      // What gets more rights than these is given them later: its bytes are nobody else's.
      const shared =
        mtime && (stored & 0o6000) === 0
          ? share?.({ sha256, size, mode, mtimeMs: mtime.getTime() }, place(index))
          : null;
      if (typeof shared === 'number') return lies(sha256, shared);
      if (writing.size >= concurrency) await Promise.race(writing);
      if (failures.length > 0) throw failures[0];
      const one: Promise<void> = write(place(index), mode, mtime, [content])
        .then((written) => lies(sha256, written))
        .catch((thrown: unknown) => void failures.push(thrown))
        .finally(() => writing.delete(one));
      writing.add(one);
    },
    taken: async () => {
      await Promise.all(writing);
      if (failures.length > 0) throw failures[0];
    },
  };
}
