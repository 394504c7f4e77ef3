import { createHash } from 'node:crypto';
import { chmod, link, lstat, mkdir, readFile, readlink, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { clockOf } from '../disk/clockOf.js';
import { copyTree } from './copyTree.js';
import type { Manifest } from '../manifest/manifest.js';
import { lookClosely } from '../disk/statEntries.js';
import { diskErrors, unlessMissing } from '../disk/diskErrors.js';
import { topLevel } from '../disk/requireTree.js';
import { listTree, type Found } from '../disk/listTree.js';
import { writeAtomic } from '../disk/writeAtomic.js';

const concurrency = 32;
/** More than these are copied faster together with the rest. */
const mostChanged = 1000;
/** A file changed as shortly before it was looked at may change again without its time showing it. */
const settledMs = 2000;

/** The options of `copyUpdateDirectory`. */
export interface TakeOptions {
  /** The directory an operator fills. */
  from: string;
  /** Id of the bundle it goes to, which nobody writes to again once it is sealed. */
  bundle: string;
  /** Path of the tree in a bundle; does not exist yet in this one. */
  place: (bundle: string) => string;
  /** Directory for the record of the last copy. */
  memory: string;
  /** The tree's manifest in an earlier bundle, or null when that one is gone or was never sealed. */
  earlier: (bundle: string) => Promise<Manifest | null>;
  /** Gets the error for which that record could not be used or stored: the tree is copied all the same, only not as fast. */
  unused: (thrown: unknown) => void;
  what?: string;
  /** The present; by default of the clock that dates the files of `memory`. One that is ahead takes changed files for unchanged. */
  now?: Date;
  signal?: AbortSignal;
  /** It is copied to be looked at only: the next one still goes by the last that was stored. */
  passing?: boolean;
}

interface Memory {
  /** Id of the bundle it went to. */
  bundle: string;
  /** Device, inode, size and both times of each file, to the nanosecond. */
  files: Record<string, string>;
}

const isMemory = (value: unknown): value is Memory => {
  const { bundle, files } = (value ?? {}) as Partial<Memory>;
  return typeof bundle === 'string' && typeof files === 'object' && files !== null;
};

async function recall(file: string): Promise<Memory | null> {
  const text = await unlessMissing(() => readFile(file, 'utf8'));
  if (text === null) return null;
  const memory: unknown = JSON.parse(text);
  if (isMemory(memory)) return memory;
  throw new Error(`${file} is not what was written there`);
}

async function sign(dir: string, found: readonly Found[], now: Date): Promise<Record<string, string>> {
  const settled = BigInt(now.getTime() - settledMs) * 1_000_000n;
  const files = found.filter(({ type }) => type === 'file');
  const looks = await lookClosely(files.map(({ path }) => join(dir, path)));
  const signed: Record<string, string> = {};
  for (const [index, { dev, ino, size, mtimeNs, ctimeNs }] of looks.entries()) {
    if (ctimeNs < settled) signed[files[index]!.path] = [dev, ino, size, mtimeNs, ctimeNs].join(':');
  }
  return signed;
}

/** Links unchanged files to the earlier bundle and copies the rest; directories and links are made anew. */
async function share(
  { from, bundle, place, what = from, signal }: TakeOptions,
  found: readonly Found[],
  tree: string,
  same: ReadonlySet<string>,
): Promise<void> {
  const into = place(bundle);
  await diskErrors(`taking ${what}`, async () => {
    await mkdir(into, { recursive: true });
    for (const { path } of found.filter(({ type }) => type === 'directory')) {
      await mkdir(join(into, path));
      await chmod(join(into, path), (await lstat(join(from, path))).mode & 0o7777);
    }
    const limit = pLimit(concurrency);
    await Promise.all([...same].map((path) => limit(() => link(join(tree, path), join(into, path)))));
    for (const { path } of found.filter(({ type }) => type === 'link')) {
      await symlink(await readlink(join(from, path)), join(into, path));
    }
  });
  const only = changed(found, same);
  if (only.length > 0) await copyTree({ from, into, only, what, ...(signal ? { signal } : {}) });
}

const changed = (found: readonly Found[], same: ReadonlySet<string>): string[] =>
  found.filter(({ path, type }) => (type === 'file' || type === 'special') && !same.has(path)).map(({ path }) => path);

/** The record of the last copy, with the manifest of the bundle it went to; null when that is of no use. */
async function remembered(file: string, { earlier, unused }: TakeOptions) {
  try {
    const last = await diskErrors(`reading ${file}`, () => recall(file));
    const manifest = last && (await earlier(last.bundle));
    return last && manifest && { ...last, manifest };
  } catch (thrown) {
    unused(thrown);
    return null;
  }
}

/**
 * Copies an operator's directory into a bundle. Files that are unchanged since they were last copied, down to inode and
 * change time, share their bytes with the earlier bundle instead of being copied and summed again. Gives a manifest whose
 * sums hold for those (see `known` of describeTree). Throws as copyTree does.
 */
export async function copyUpdateDirectory(options: TakeOptions): Promise<Manifest> {
  const { from, bundle, place, memory, what = from, signal, unused } = options;
  signal?.throwIfAborted();
  await topLevel(from, what);
  const file = join(memory, `${createHash('sha256').update(from).digest('hex').slice(0, 32)}.json`);
  const last = await remembered(file, options);
  const found = await diskErrors(`reading ${from}`, () => listTree(from));
  const files = await diskErrors(`reading ${from}`, async () =>
    sign(from, found, options.now ?? (await clockOf(memory).catch(() => new Date(0)))),
  );
  const same = new Set(last ? Object.keys(files).filter((path) => last.files[path] === files[path]) : []);
  let shares = last !== null && same.size > 0 && changed(found, same).length <= mostChanged;
  if (shares) {
    try {
      await share(options, found, place(last!.bundle), same);
    } catch (thrown) {
      signal?.throwIfAborted();
      // The earlier bundle was pruned meanwhile, or its files can have no further name.
      unused(thrown);
      shares = false;
      await diskErrors(`emptying ${place(bundle)}`, () => rm(place(bundle), { recursive: true, force: true }));
    }
  }
  if (!shares) await copyTree({ from, into: place(bundle), what, ...(signal ? { signal } : {}) });
  if (!options.passing) {
    await diskErrors(`writing ${file}`, async () => {
      await mkdir(memory, { recursive: true });
      await writeAtomic(file, JSON.stringify({ bundle, files } satisfies Memory));
    }).catch(unused);
  }
  return { entries: shares ? last!.manifest.entries.filter(({ path }) => same.has(path)) : [] };
}
