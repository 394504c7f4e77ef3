import { randomUUID } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { link, mkdir, open, readFile, readlink, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { directoryMark, type DirectorySeen } from '#contract';
import { temporaryName } from '#shell';
import { isSystemError, unlessMissing } from '../disk/diskErrors.js';

/**
 * File systems that one machine has to itself, by the number statfs gives: ext, XFS, Btrfs, tmpfs, overlay, F2FS, ZFS and ramfs. On
 * these a directory is known by device and inode, whatever its mark is, which may have been copied with it.
 */
const own = new Set([0xef53, 0x58465342, 0x9123683e, 0x01021994, 0x794c7630, 0xf2f52010, 0x2fc12fc1, 0x858458f6]);

const markForm = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/m;
const markText = (id: string): string =>
  `${id}\n\nBy this file the processes of rexflow see that they work in the same directory. Do not copy, change or remove it.\n`;

/** Tells this start of this machine from all others; containers on it have the same. */
let boot: Promise<string | null> | undefined;
const bootOf = async (): Promise<string | null> =>
  (await unlessMissing(() => readFile('/proc/sys/kernel/random/boot_id', 'utf8')))?.trim() ?? null;

/** Processes of one mount namespace see the same below a path. */
let view: Promise<string | null> | undefined;
async function viewOf(): Promise<string | null> {
  const [start, namespace] = await Promise.all([(boot ??= bootOf()), readlink('/proc/self/ns/mnt').catch(() => null)]);
  return start === null || namespace === null ? null : `${start}:${namespace}`;
}

async function placeOf(dir: string, { dev, ino }: BigIntStats): Promise<string | null> {
  const [{ type }, start] = await Promise.all([statfs(dir), (boot ??= bootOf())]);
  return start === null || !own.has(type) ? null : `${start}:${dev}:${ino}`;
}

async function markOf(dir: string): Promise<string | null> {
  const file = join(dir, directoryMark);
  const text = await unlessMissing(() => readFile(file, 'utf8'));
  if (text === null) return null;
  const id = markForm.exec(text)?.[1];
  if (id === undefined)
    throw new Error(`${file} holds no identity: remove it, and restart a worker that may write there`);
  return id;
}

/** Marks a directory, unless somebody else did so first: of all who try at once one succeeds, with all of it. */
async function mark(dir: string, id: string): Promise<string | null> {
  const file = join(dir, directoryMark);
  const fresh = temporaryName(file);
  try {
    const handle = await open(fresh, 'wx', 0o644);
    try {
      await handle.writeFile(markText(id));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(fresh, file).catch((thrown: unknown) => {
      if (!isSystemError(thrown) || thrown.code !== 'EEXIST') throw thrown;
    });
  } finally {
    await rm(fresh, { force: true }).catch(() => undefined);
  }
  return await markOf(dir);
}

const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** The options of `seeDirectory`. */
export interface SeeOptions {
  /** Mark it where it has no mark yet. */
  make?: boolean;
  /** Make it where it does not exist. */
  needed?: boolean;
  /** The directory as it was seen before: if its mark was removed with it, it gets the same one, unless it lies elsewhere now. */
  before?: DirectorySeen | undefined;
}

/** The identity of a directory; null when it does not exist. Never throws: an error stands in `problem`. */
export async function seeDirectory(
  path: string,
  { make = false, needed = false, before }: SeeOptions = {},
): Promise<DirectorySeen | null> {
  let [at, device]: [string | null, string | null] = [null, null];
  const seenIn = await (view ??= viewOf()).catch(() => null);
  try {
    if (needed) await mkdir(path, { recursive: true });
    const found = await unlessMissing(() => stat(path, { bigint: true }));
    if (found === null) return null;
    device = String(found.dev);
    at = await placeOf(path, found);
    const former = before?.device === device ? before.id : null;
    const id = (await markOf(path)) ?? (make ? await mark(path, former ?? randomUUID()) : null);
    return { path, device, view: seenIn, id, at, problem: null };
  } catch (thrown) {
    return { path, device, view: seenIn, id: null, at, problem: reasonOf(thrown) };
  }
}
