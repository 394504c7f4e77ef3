import { randomUUID } from 'node:crypto';
import { constants, copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CodedError } from '#contract';
import type { ArchiveEntry, ReadArchive, ReadOptions, OnEntry } from './archive.js';
import { archiveKind, type ArchiveKind } from './archiveKind.js';
import { checkSingleFile } from './checkSingleFile.js';
import { createContents, type Contents } from './contents.js';
import { emptyDirectory } from '../disk/emptyDirectory.js';
import type { ReusableFiles } from './reusableFiles.js';
import type { Entry, Manifest } from '../manifest/manifest.js';
import { isSystemError, diskErrors } from '../disk/diskErrors.js';
import { writeEntries } from './writeEntries.js';
import { planUnpacking, type Plan, type UnpackRules } from './planUnpacking.js';
import { isJunk } from './selection.js';
import { readSevenZip, readTar } from './readTar.js';
import { readZip } from './readZip.js';

/** The options of `unpack`. */
export interface UnpackOptions extends ReadOptions, UnpackRules {
  /** Must not lie in `into`. */
  file: string;
  /** Emptied first, made when it is missing, and empty again when the package is refused. */
  into: string;
  /** Most bytes of all unpacked files together. */
  maxBytes: number;
  /** Most files, links and directories, also those that are only implied. */
  maxEntries: number;
  /** Files to share bytes with, on the same file system. A caller that names some must never write into the unpacked tree. */
  held?: ReusableFiles | null;
  signal?: AbortSignal;
}

/** The result of `unpack`. */
export interface Unpacked {
  kind: ArchiveKind;
  /** Files, links and directories. */
  entries: number;
  /** The files that were summed on the way (see `known` of describeTree). */
  files: Manifest;
  /** The names of entries that were left out, since macOS put them there. */
  leftOut: string[];
  /** The paths of links that were left out, since what outlives releases lies there. */
  shared: string[];
}

const readers: Readonly<Record<Exclude<ArchiveKind, 'file'>, ReadArchive>> = {
  'tar.gz': readTar('gz'),
  'tar.xz': readTar('xz'),
  'tar.bz2': readTar('bz2'),
  'tar.zst': readTar('zst'),
  tar: readTar(null),
  zip: readZip,
  '7z': readSevenZip,
};

function tooLarge(file: string, limit: number, unit: 'bytes' | 'entries'): CodedError {
  return new CodedError('ARCHIVE_TOO_LARGE', { file: basename(file), limit, unit });
}

function count({ directories, files, hardLinks, links }: Plan): number {
  return directories.size + files.size + hardLinks.size + links.size;
}

/** Reads every entry of the archive, within the limits; contents of files go to `contents`. */
async function list(
  file: string,
  { maxBytes, maxEntries }: ReadOptions,
  read: (onEntry: OnEntry) => Promise<void>,
  contents: Contents,
): Promise<ArchiveEntry[]> {
  const entries: ArchiveEntry[] = [];
  let bytes = 0;
  await read(async (entry, index, body) => {
    if (entries.push(entry) > maxEntries) throw tooLarge(file, maxEntries, 'entries');
    if ((bytes += entry.size) > maxBytes) throw tooLarge(file, maxBytes, 'bytes');
    if (entry.type === 'file' && !isJunk(entry.name)) await contents.take(entry, index, body);
  }).finally(() => contents.taken());
  return entries;
}

async function placeSingle({ file, into, maxBytes, signal }: UnpackOptions): Promise<number> {
  if ((await stat(file)).size > maxBytes) throw tooLarge(file, maxBytes, 'bytes');
  await checkSingleFile(file, maxBytes, signal);
  await copyFile(file, join(into, basename(file)), constants.COPYFILE_FICLONE);
  return 1;
}

function filesOf({ files }: Plan, contents: Contents): Manifest {
  return { entries: Array.from(files, ([index, path]): Entry => ({ ...contents.file(index), path, type: 'file' })) };
}

/** Nothing gets a name the archive gives before all of it was checked. */
async function unpackArchive(
  options: UnpackOptions,
  read: (onEntry: OnEntry) => Promise<void>,
): Promise<Omit<Unpacked, 'kind'>> {
  const { file, into, held = null } = options;
  const kept = join(into, `.contents-${randomUUID()}`);
  await mkdir(kept);
  const contents = createContents(kept, held);
  const plan = planUnpacking(basename(file), await list(file, options, read, contents), options);
  const entries = count(plan);
  if (entries === 0) throw new CodedError('PACKAGE_UNFIT', { file: basename(file), found: 'nothing' });
  if (entries > options.maxEntries) throw tooLarge(file, options.maxEntries, 'entries');
  await writeEntries(into, plan, contents);
  // Of two entries with one name the first is left here.
  await rm(kept, { recursive: true });
  return { entries, files: filesOf(plan, contents), leftOut: plan.leftOut, shared: plan.shared };
}

/**
 * Unpacks a package by its kind, with modes (setuid and setgid for what is named alone), times and hidden files, owned by us. A file that is
 * no archive is placed as it is. ARCHIVE_UNKNOWN, ARCHIVE_UNSUPPORTED, ARCHIVE_DAMAGED, ARCHIVE_ESCAPES, ARCHIVE_TOO_LARGE,
 * ARCHIVE_NAMES_UNREADABLE, PACKAGE_UNFIT, LOCAL_IO; an aborted signal rejects with its reason.
 */
export async function unpack(options: UnpackOptions): Promise<Unpacked> {
  const { file, into, signal } = options;
  signal?.throwIfAborted();
  const what = `unpacking ${basename(file)}`;
  await emptyDirectory(into);
  const kind = await diskErrors(what, () => archiveKind(file, options));
  try {
    return await diskErrors(what, async () => {
      if (kind === 'file')
        return { kind, entries: await placeSingle(options), files: { entries: [] }, leftOut: [], shared: [] };
      return { kind, ...(await unpackArchive(options, (onEntry) => readers[kind](file, options, onEntry, signal))) };
    });
  } catch (thrown) {
    await emptyDirectory(into);
    signal?.throwIfAborted();
    if (thrown instanceof CodedError || isSystemError(thrown)) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new CodedError('ARCHIVE_DAMAGED', { file: basename(file), reason }, { cause: thrown });
  }
}
