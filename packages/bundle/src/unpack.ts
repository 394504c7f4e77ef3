import { constants, copyFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Trouble } from '#contract';
import type { ArchiveEntry, Limits, ReadArchive, Visit } from './archive.js';
import { archiveKind, type ArchiveKind } from './archiveKind.js';
import { emptyDirectory } from './emptyDirectory.js';
import { isSystemError, onDisk } from './onDisk.js';
import { plant } from './plant.js';
import { planUnpacking, type Plan } from './planUnpacking.js';
import { readTar } from './readTar.js';
import { readZip } from './readZip.js';

export interface UnpackOptions {
  /** Must not lie in `into`. */
  file: string;
  /** Emptied first, made when it is missing, and empty again when the package is refused. */
  into: string;
  /** Most bytes of all unpacked files together. */
  maxBytes: number;
  /** Most files, links and directories, also those that are only implied. */
  maxEntries: number;
  signal?: AbortSignal;
}

const readers: Readonly<Record<Exclude<ArchiveKind, 'file'>, ReadArchive>> = {
  'tar.gz': readTar(true),
  tar: readTar(false),
  zip: readZip,
};

function tooLarge(file: string, limit: number, unit: 'bytes' | 'entries'): Trouble {
  return new Trouble('ARCHIVE_TOO_LARGE', { file: basename(file), limit, unit });
}

function count({ directories, files, hardLinks, links }: Plan): number {
  return directories.size + files.size + hardLinks.size + links.size;
}

/** Every entry of the archive without its content, within the limits. */
async function list(file: string, { maxBytes, maxEntries }: Limits, read: (visit: Visit) => Promise<void>) {
  const entries: ArchiveEntry[] = [];
  let bytes = 0;
  await read(async (entry) => {
    if (entries.push(entry) > maxEntries) throw tooLarge(file, maxEntries, 'entries');
    if ((bytes += entry.size) > maxBytes) throw tooLarge(file, maxBytes, 'bytes');
  });
  return entries;
}

async function placeSingle(file: string, into: string, maxBytes: number): Promise<number> {
  if ((await stat(file)).size > maxBytes) throw tooLarge(file, maxBytes, 'bytes');
  await copyFile(file, join(into, basename(file)), constants.COPYFILE_FICLONE);
  return 1;
}

/**
 * Unpacks a package by what it is, with modes (never setuid or setgid), times and hidden files, owned by us; the archive is
 * read once to check all of it and once more to write it. A file that is no archive is placed as it is. ARCHIVE_UNKNOWN,
 * ARCHIVE_DAMAGED, ARCHIVE_ESCAPES, ARCHIVE_TOO_LARGE, LOCAL_IO; an aborted signal rejects with its reason.
 */
export async function unpack(options: UnpackOptions): Promise<{ kind: ArchiveKind; entries: number }> {
  const { file, into, maxBytes, signal } = options;
  signal?.throwIfAborted();
  const what = `unpacking ${basename(file)}`;
  await emptyDirectory(into);
  const kind = await onDisk(what, () => archiveKind(file));
  try {
    return await onDisk(what, async () => {
      if (kind === 'file') return { kind, entries: await placeSingle(file, into, maxBytes) };
      const read = (visit: Visit): Promise<void> => readers[kind](file, options, visit, signal);
      const plan = planUnpacking(basename(file), await list(file, options, read));
      if (count(plan) > options.maxEntries) throw tooLarge(file, options.maxEntries, 'entries');
      await plant(into, plan, read);
      return { kind, entries: count(plan) };
    });
  } catch (thrown) {
    await emptyDirectory(into);
    signal?.throwIfAborted();
    if (thrown instanceof Trouble || isSystemError(thrown)) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Trouble('ARCHIVE_DAMAGED', { file: basename(file), reason }, { cause: thrown });
  }
}
