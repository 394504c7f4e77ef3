import { chmod, link, lutimes, mkdir, open, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveEntry, Body, Visit } from './archive.js';
import type { Plan } from './planUnpacking.js';

/** Bytes up to which a file is read at once, so that the next can be read while this one is written. */
const small = 1024 * 1024;
const concurrency = 8;

async function whole(body: Body): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return chunks;
}

async function place(path: string, { mode = 0o644, mtime }: ArchiveEntry, content: Buffer[] | Body): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of content) await handle.writeFile(chunk);
    // We must be able to read it again, whatever the archive says.
    await handle.chmod((mode & 0o777) | 0o400);
    if (mtime) await handle.utimes(mtime, mtime);
  } finally {
    await handle.close();
  }
}

/**
 * Writes what was planned into an empty directory, reading contents by `read`. Links come last, so that nothing can be
 * written through one, and then the modes and times of directories. Throws what the file system and the reader throw.
 */
export async function plant(into: string, plan: Plan, read: (visit: Visit) => Promise<void>): Promise<void> {
  for (const path of plan.directories.keys()) await mkdir(join(into, path));

  const writing = new Set<Promise<void>>();
  const failures: unknown[] = [];
  await read(async (entry, index, body) => {
    const path = plan.files.get(index);
    if (path === undefined) return;
    if (entry.size > small) return place(join(into, path), entry, body);
    const content = await whole(body);
    if (writing.size >= concurrency) await Promise.race(writing);
    if (failures.length > 0) throw failures[0];
    const one: Promise<void> = place(join(into, path), entry, content)
      .catch((thrown: unknown) => void failures.push(thrown))
      .finally(() => writing.delete(one));
    writing.add(one);
  }).finally(() => Promise.all(writing));
  if (failures.length > 0) throw failures[0];

  for (const [path, shared] of plan.hardLinks) await link(join(into, shared), join(into, path));
  for (const [path, { target, mtime }] of plan.links) {
    await symlink(target, join(into, path));
    if (mtime) await lutimes(join(into, path), mtime, mtime);
  }
  for (const [path, entry] of [...plan.directories].reverse()) {
    // The owner keeps the right to write: a read-only directory could not be merged over or removed again.
    await chmod(join(into, path), ((entry?.mode ?? 0o755) & 0o777) | 0o700);
    if (entry?.mtime) await utimes(join(into, path), entry.mtime, entry.mtime);
  }
}
