import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { formats, hasFormat, CodedError } from '#contract';
import { clockOf } from '../disk/clockOf.js';
import { isSystemError, diskErrors, unlessMissing } from '../disk/diskErrors.js';
import { receive, type Received } from '../fetch/receive.js';
import { sync } from '../disk/writeAtomic.js';

/** A file somebody uploaded, named by the sha256 of its bytes. */
export interface Package {
  id: string;
  /** Its file name when it came first; null when it had none. */
  name: string | null;
  bytes: number;
  createdAt: Date;
  /** Path of its bytes, under its name. */
  file: string;
}

/** The options of `receive`. */
export interface Receiving {
  /** Harmless as a file name. */
  name: string | null;
  maxBytes: number;
  /** Other bytes are not taken. */
  sha256: string | null;
}

/** The packages of a bundle store. Every method: LOCAL_IO. */
export interface Packages {
  /**
   * Takes a file in; the same bytes are the same package. After an error nothing of it stays. BODY_TOO_LARGE,
   * BODY_MALFORMED when it breaks off or holds nothing, BUNDLE_MISMATCH.
   */
  receive(body: Readable, receiving: Receiving): Promise<{ found: Package; fresh: boolean }>;
  find(id: string): Promise<Package | null>;
  /** As `find`, and notes that it is used now. */
  use(id: string): Promise<Package | null>;
  /** All of them, in no order. */
  list(): Promise<Package[]>;
  /** Removes those not in `keep` and last used longer than `unusedMs` before `now`, by the clock of the files; gives their ids. */
  prune(keep: readonly string[], unusedMs: number, now?: Date): Promise<string[]>;
}

const unnamed = 'package';
const arriving = '.arriving-';
/** No upload takes so long. */
const abandonedMs = 24 * 60 * 60 * 1000;

async function discard(place: string): Promise<void> {
  await rm(place, { recursive: true, force: true });
}

function judge({ bytes, sha256 }: Received, expected: string | null): void {
  if (bytes === 0) throw new CodedError('BODY_MALFORMED', { reason: 'it is empty; the body is the file itself' });
  if (expected !== null && expected !== sha256) throw new CodedError('BUNDLE_MISMATCH', { expected, found: sha256 });
}

/** Gives a directory that is whole its name; false when there is one of that name already. */
async function settle(from: string, into: string): Promise<boolean> {
  try {
    await rename(from, into);
    return true;
  } catch (thrown) {
    if (isSystemError(thrown) && (thrown.code === 'ENOTEMPTY' || thrown.code === 'EEXIST')) return false;
    throw thrown;
  }
}

/** The packages of the bundle store in `dir`: `<dir>/.packages/<sha256>/<name>`; the directory's time is that of the last use. */
export function createPackages(dir: string): Packages {
  const home = join(dir, '.packages');

  const find = (id: string): Promise<Package | null> =>
    diskErrors(`reading ${home}`, async () => {
      if (!hasFormat(formats.sha256, id)) return null;
      return await unlessMissing(async () => {
        const [name] = await readdir(join(home, id));
        if (name === undefined) return null;
        const file = join(home, id, name);
        const { size, mtime } = await stat(file);
        return { id, name: name === unnamed ? null : name, bytes: size, createdAt: mtime, file };
      });
    });

  const touch = (id: string): Promise<void> =>
    diskErrors(`using ${join(home, id)}`, async () => {
      const now = await clockOf(dir);
      await unlessMissing(() => utimes(join(home, id), now, now));
    });

  const names = async (): Promise<string[]> => (await unlessMissing(() => readdir(home))) ?? [];

  /** True when a directory that begins with `arriving` is nobody's any more. */
  async function abandoned(place: string, now: Date): Promise<boolean> {
    const [file] = (await unlessMissing(() => readdir(place))) ?? [];
    const last = await unlessMissing(() => stat(file === undefined ? place : join(place, file)));
    return last !== null && now.getTime() - last.mtimeMs > abandonedMs;
  }

  return {
    find,
    receive: async (body, { name, maxBytes, sha256 }) => {
      const place = join(home, `${arriving}${randomUUID()}`);
      await diskErrors(`making ${place}`, () => mkdir(place, { recursive: true }));
      try {
        const received = await receive(body, join(place, name ?? unnamed), maxBytes);
        judge(received, sha256);
        const fresh = await diskErrors(`storing ${received.sha256}`, async () => {
          await sync(place);
          const settled = await settle(place, join(home, received.sha256));
          await sync(home);
          return settled;
        });
        if (!fresh) await touch(received.sha256);
        const found = await find(received.sha256);
        if (!found) throw new CodedError('INTERNAL', { reason: `the package ${received.sha256} went while it came` });
        return { found, fresh };
      } finally {
        // A remainder that cannot be removed must not hide why it is one; pruning comes by later.
        await discard(place).catch(() => undefined);
      }
    },
    use: async (id) => {
      if (!hasFormat(formats.sha256, id)) return null;
      await touch(id);
      return await find(id);
    },
    list: async () => {
      const ids = await diskErrors(`reading ${home}`, names);
      return (await Promise.all(ids.map(find))).filter((one) => one !== null);
    },
    prune: (keep, unusedMs, at) =>
      diskErrors(`pruning ${home}`, async () => {
        const now = at ?? (await clockOf(dir));
        const removed: string[] = [];
        for (const name of await names()) {
          const place = join(home, name);
          if (name.startsWith(arriving) && (await abandoned(place, now))) await discard(place);
          if (!hasFormat(formats.sha256, name) || keep.includes(name)) continue;
          const found = await unlessMissing(() => stat(place));
          if (!found || now.getTime() - found.mtimeMs <= unusedMs) continue;
          // It is gone for all at once, and never there in part.
          const leaving = join(home, `${arriving}${randomUUID()}`);
          // Another worker may be pruning, too.
          const moved = await unlessMissing(async () => {
            await rename(place, leaving);
            return true;
          });
          if (!moved) continue;
          await discard(leaving);
          removed.push(name);
        }
        return removed;
      }),
  };
}
