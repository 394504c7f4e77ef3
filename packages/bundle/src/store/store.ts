import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { CodedError } from '#contract';
import { bundleId, bundleDirectory } from './bundleName.js';
import { clockOf } from '../disk/clockOf.js';
import { manifestDigest } from '../disk/digest.js';
import { emptyDirectory } from '../disk/emptyDirectory.js';
import type { Manifest } from '../manifest/manifest.js';
import { diskErrors, unlessMissing } from '../disk/diskErrors.js';
import { writeAtomic } from '../disk/writeAtomic.js';

const seal = 'manifest.json';
/** Beside the seal of a bundle whose files a backup left out. */
export const listsOnly = '.lists-only';
/** Opened bundles kept in memory. */
const remembered = 4;
/** Small, and asked for again with every list of them. */
const rememberedAbout = 1000;
const unusedMs = 10 * 60 * 1000;

/** The contents of a bundle: the program of each group, the config of each app. */
export interface Sealed {
  groups: Record<string, Manifest>;
  configs: Record<string, Manifest>;
}

/** A sealed bundle without the lists of its files. */
export interface About {
  id: string;
  digest: string;
  bytes: number;
  files: number;
  groups: string[];
  apps: string[];
  sealedAt: Date;
}

/** The sealed bytes of releases in one directory, `<dir>/<requestId>/`; `manifest.json` in it is the seal. */
export interface Store {
  /** An empty directory for the bundle of a request; remains of an unsealed attempt are removed. INTERNAL when it is sealed. */
  workspace(requestId: string): Promise<string>;
  /**
   * Takes over the remains of an unsealed attempt, under the name of a new one: its maker reaches them no more. False when
   * none of the earlier attempts, tried in their order, left anything.
   */
  adopt(earlier: readonly string[], requestId: string): Promise<boolean>;
  /** Path of the bundle of a request. */
  place(requestId: string): string;
  /** Closes the bundle and gives the digest of all of it. */
  seal(requestId: string, content: Sealed): Promise<string>;
  /**
   * The contents of a sealed bundle, or null when it is absent or was never sealed, or was restored without its files; with `lists` also then:
   * they are not there to be read.
   */
  open(requestId: string, how?: { lists: boolean }): Promise<(Sealed & { digest: string }) | null>;
  /** Every bundle that was sealed, and when, in no order. */
  sealed(): Promise<{ id: string; sealedAt: Date }[]>;
  /** The summary of a sealed bundle, or null as for `open`. */
  about(requestId: string): Promise<About | null>;
  /** Path of the program of a group in the bundle; not made here. */
  programDir(requestId: string, group: string): string;
  /** Path of the config of an app in the bundle; not made here. */
  configDir(requestId: string, appKey: string): string;
  remove(requestId: string): Promise<void>;
  /** Removes bundles not in `keep` and not touched in the ten minutes before `now`, by the clock of their files; gives their ids. */
  prune(keep: readonly string[], now?: Date): Promise<string[]>;
  /** The present by the clock that dates its files, by which it is pruned. */
  clock(): Promise<Date>;
}

function aboutOf(id: string, { digest: whole, groups, configs }: Sealed & { digest: string }, sealedAt: Date): About {
  const trees = [...Object.values(groups), ...Object.values(configs)];
  const files = trees.flatMap(({ entries }) => entries.filter(({ type }) => type === 'file'));
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const [group, app] = [Object.keys(groups).sort(), Object.keys(configs).sort()];
  return { id, digest: whole, bytes, files: files.length, groups: group, apps: app, sealedAt };
}

/** The digest of all that a bundle holds. */
export function sealedDigest({ groups, configs }: Sealed): string {
  const parts = (trees: Record<string, Manifest>): string[][] =>
    Object.entries(trees)
      .map(([name, manifest]) => [name, manifestDigest(manifest)])
      .sort(([a], [b]) => (a! < b! ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([parts(groups), parts(configs)]))
    .digest('hex');
}

/** The bundle store in `dir`, which is made when first used. Every method: LOCAL_IO. */
export function createStore(dir: string): Store {
  // What is sealed does not change. The newest are asked for again and again by all who compare with them.
  const opened = new LRUCache<string, Sealed & { digest: string }>({ max: remembered });
  const known = new LRUCache<string, About>({ max: rememberedAbout });
  const bundle = (requestId: string): string => join(dir, bundleDirectory(requestId));
  const sealOf = (requestId: string) => {
    const file = join(bundle(requestId), seal);
    return diskErrors(`opening ${file}`, () => unlessMissing(() => stat(file)));
  };

  const lacksFiles = async (requestId: string): Promise<boolean> => {
    const file = join(bundle(requestId), listsOnly);
    return (await diskErrors(`opening ${file}`, () => unlessMissing(() => stat(file)))) !== null;
  };

  async function open(requestId: string, how = { lists: false }): Promise<(Sealed & { digest: string }) | null> {
    if (!(await sealOf(requestId)) || (!how.lists && (await lacksFiles(requestId)))) return null;
    const before = opened.get(requestId);
    if (before) return before;
    const file = join(bundle(requestId), seal);
    const text = await diskErrors(`opening ${file}`, () => unlessMissing(() => readFile(file, 'utf8')));
    if (text === null) return null;
    const content = JSON.parse(text) as Sealed & { digest: string };
    opened.set(requestId, content);
    return content;
  }

  async function discard(requestId: string | null, place: string): Promise<void> {
    if (requestId !== null) opened.delete(requestId);
    // The seal goes first: a removal that stops half-way must not leave a bundle that looks whole.
    await rm(join(place, seal), { force: true });
    await rm(place, { recursive: true, force: true });
  }

  return {
    async workspace(requestId) {
      const place = bundle(requestId);
      if (await sealOf(requestId))
        throw new CodedError('INTERNAL', { reason: `the bundle ${requestId} is sealed already` });
      await emptyDirectory(place);
      return place;
    },
    adopt: (earlier, requestId) =>
      diskErrors(`taking over ${bundle(requestId)}`, async () => {
        for (const id of earlier) {
          const moved = await unlessMissing(async () => {
            await rename(bundle(id), bundle(requestId));
            return true;
          });
          // It may have been sealed before its maker died: the seal is made again, with the same contents.
          if (moved) await rm(join(bundle(requestId), seal), { force: true });
          if (moved) return true;
        }
        return false;
      }),
    place: bundle,
    async seal(requestId, { groups, configs }) {
      const whole = sealedDigest({ groups, configs });
      const place = bundle(requestId);
      await diskErrors(`sealing ${place}`, () =>
        writeAtomic(join(place, seal), JSON.stringify({ digest: whole, groups, configs })),
      );
      return whole;
    },
    open,
    about: async (requestId) => {
      const sealed = await sealOf(requestId);
      const about = sealed && known.get(requestId);
      if (!sealed || about?.sealedAt.getTime() === sealed.mtime.getTime()) return about ?? null;
      const content = await open(requestId, { lists: true });
      if (!content) return null;
      const fresh = aboutOf(requestId, content, sealed.mtime);
      known.set(requestId, fresh);
      return fresh;
    },
    sealed: () =>
      diskErrors(`reading ${dir}`, async () => {
        const names = (await unlessMissing(() => readdir(dir))) ?? [];
        const found = names.map(async (name) => {
          const id = bundleId(name);
          const sealed = id === null ? null : await unlessMissing(() => stat(join(dir, name, seal)));
          return id === null || !sealed?.isFile() ? [] : [{ id, sealedAt: sealed.mtime }];
        });
        return (await Promise.all(found)).flat();
      }),
    programDir: (requestId, group) => join(bundle(requestId), 'program', bundleDirectory(group)),
    configDir: (requestId, appKey) => join(bundle(requestId), 'config', bundleDirectory(appKey)),
    remove: (requestId) => diskErrors(`removing ${bundle(requestId)}`, () => discard(requestId, bundle(requestId))),
    clock: () => clockOf(dir),
    prune: (keep, at) =>
      diskErrors(`pruning ${dir}`, async () => {
        await mkdir(dir, { recursive: true });
        const now = at ?? (await clockOf(dir));
        const kept = new Set(keep.map(bundleDirectory));
        const removed: string[] = [];
        for (const name of await readdir(dir)) {
          const requestId = bundleId(name);
          const found = kept.has(name) ? null : await unlessMissing(() => stat(join(dir, name)));
          if (requestId === null || !found || now.getTime() - found.mtimeMs < unusedMs) continue;
          await discard(requestId, join(dir, name));
          removed.push(requestId);
        }
        return removed;
      }),
  };
}
