import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { clockOf } from '../disk/clockOf.js';
import { diskErrors, isSystemError, unlessMissing } from '../disk/diskErrors.js';
import { sync } from '../disk/writeAtomic.js';
import type { Storage, Stored } from './contract.js';

const arriving = '.arriving-';
/** Nobody fills a draft for so long. */
const abandonedMs = 24 * 60 * 60 * 1000;

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

/** True when a draft is nobody's any more. */
async function isAbandoned(place: string, now: Date): Promise<boolean> {
  const [file] = (await unlessMissing(() => readdir(place))) ?? [];
  const last = await unlessMissing(() => stat(file === undefined ? place : join(place, file)));
  return last !== null && now.getTime() - last.mtimeMs > abandonedMs;
}

/** Plain names only: what is kept is neither hidden nor outside of its directory. */
const isName = (name: string): boolean => /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/.test(name);

/** A directory, of this machine or of a volume that all of them share: `<home>/<name>/`, its time is that of the last use. */
export function directoryStorage(home: string): Storage {
  const open = (name: string): Promise<Stored | null> =>
    diskErrors(`reading ${home}`, async () => {
      if (!isName(name)) return null;
      const path = join(home, name);
      const found = await unlessMissing(() => stat(path));
      return found && { name, path, usedAt: found.mtime };
    });
  const names = async (): Promise<string[]> => (await unlessMissing(() => readdir(home))) ?? [];
  const discard = (draft: string): Promise<void> => rm(draft, { recursive: true, force: true });
  const draftPath = (): string => join(home, `${arriving}${randomUUID()}`);
  const clock = (): Promise<Date> => clockOf(home);

  return {
    clock,
    open,
    discard,
    draft: () => {
      const draft = draftPath();
      return diskErrors(`making ${draft}`, async () => {
        await mkdir(draft, { recursive: true });
        return draft;
      });
    },
    put: (draft, name) =>
      diskErrors(`storing ${name}`, async () => {
        if (!isName(name)) throw new TypeError(`${name} is no name of a directory`);
        await sync(draft);
        const settled = await settle(draft, join(home, name));
        await sync(home);
        return settled;
      }),
    touch: (name) =>
      diskErrors(`using ${join(home, name)}`, async () => {
        const now = await clock();
        await unlessMissing(() => utimes(join(home, name), now, now));
      }),
    list: async () => {
      const kept = (await diskErrors(`reading ${home}`, names)).filter(isName);
      return (await Promise.all(kept.map(open))).filter((one) => one !== null);
    },
    remove: (name) =>
      diskErrors(`removing ${join(home, name)}`, async () => {
        if (!isName(name)) return false;
        const leaving = draftPath();
        // Another one may be removing it, too.
        const moved = await unlessMissing(async () => {
          await rename(join(home, name), leaving);
          return true;
        });
        if (moved) await discard(leaving);
        return moved !== null;
      }),
    sweep: (now) =>
      diskErrors(`removing what is abandoned in ${home}`, async () => {
        for (const name of (await names()).filter((one) => one.startsWith(arriving))) {
          const place = join(home, name);
          if (await isAbandoned(place, now)) await discard(place);
        }
      }),
  };
}
