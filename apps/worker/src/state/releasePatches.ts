import { LRUCache } from 'lru-cache';
import {
  checkList,
  overlay,
  packEntries,
  treeDelta,
  type Entry,
  type Manifest,
  type Sealed,
  type Store,
} from '#bundle';
import { hostPaths, type App, type TreePatch, type ReleasePatch } from '#release';

/** A bundle by its id. */
export interface SealedBundle {
  id: string;
  sealed: Sealed;
}

/** The release that is live on an app's host, as far as the store knows. */
export interface LiveRelease extends SealedBundle {
  /** The program directory it was sealed in there. */
  program: string;
}

/** Bytes beyond which rsync does better: it sends parts of a file that changed, and does not hold them in memory for each host. */
const most = 512 * 1024;
/** Bytes that each entry takes in a tar beside its own, as a rule. */
const overhead = 1024;

interface Tree {
  manifest: Manifest;
  place: (path: string) => string;
}

async function changeOf(from: Manifest, { manifest, place }: Tree): Promise<TreePatch | null> {
  const { gone, come } = treeDelta(from, manifest);
  const weight = (entry: Entry): number => (entry.type === 'file' ? entry.size : 0) + overhead;
  const names = Buffer.from(gone.map((path) => `${path}\0`).join(''));
  if (come.reduce((sum, entry) => sum + weight(entry), names.length) > most) return null;
  return {
    gone: names,
    come: come.length === 0 ? Buffer.alloc(0) : await packEntries(come, place),
    lines: checkList({ entries: come }),
    entries: manifest.entries.length,
  };
}

/** Computes release patches, each once for all apps that share it. */
export interface ReleasePatches {
  /** The patch from the live release to a bundle, or null when it is too large to be sent at once. */
  between(live: LiveRelease, next: SealedBundle, app: App): Promise<ReleasePatch | null>;
}

const remembered = 64;

/** Creates the release patches of a store; the newest are remembered. */
export function createReleasePatches(store: Store): ReleasePatches {
  const known = new LRUCache<string, Promise<TreePatch | null>>({ max: remembered });
  const once = (name: string, work: () => Promise<TreePatch | null>): Promise<TreePatch | null> => {
    const change = known.get(name) ?? work();
    known.set(name, change);
    change.catch(() => known.delete(name));
    return change;
  };

  const programOf = ({ sealed }: SealedBundle, app: App): Manifest => sealed.groups[app.group]!;
  const configOf = ({ sealed }: SealedBundle, app: App): Manifest => sealed.configs[app.appKey]!;

  async function separate(live: LiveRelease, next: SealedBundle, app: App): Promise<ReleasePatch | null> {
    const of = `${live.id} ${next.id}`;
    const inside = (directory: string) => (path: string) => `${directory}/${path}`;
    const change = await once(`${of} program ${app.group}`, () =>
      changeOf(programOf(live, app), {
        manifest: programOf(next, app),
        place: inside(store.programDir(next.id, app.group)),
      }),
    );
    if (app.configLink === '') return change && { program: live.program, change, config: null };
    const config = await once(`${of} config ${app.appKey}`, () =>
      changeOf(configOf(live, app), {
        manifest: configOf(next, app),
        place: inside(store.configDir(next.id, app.appKey)),
      }),
    );
    return change && config && { program: live.program, change, config };
  }

  async function nested(live: LiveRelease, next: SealedBundle, app: App, at: string): Promise<ReleasePatch | null> {
    const whole = (held: SealedBundle): Manifest => overlay(programOf(held, app), configOf(held, app), at);
    const configured = new Set(configOf(next, app).entries.map(({ path }) => path));
    const place = (path: string): string => {
      const below = path.startsWith(`${at}/`) ? path.slice(at.length + 1) : '';
      return configured.has(below)
        ? `${store.configDir(next.id, app.appKey)}/${below}`
        : `${store.programDir(next.id, app.group)}/${path}`;
    };
    const change = await once(`${live.id} ${next.id} whole ${app.appKey}`, () =>
      changeOf(whole(live), { manifest: whole(next), place }),
    );
    return change && { program: live.program, change, config: null };
  }

  return {
    between: async (live, next, app) => {
      const { configInside } = hostPaths(app, '', '');
      return configInside === null ? separate(live, next, app) : nested(live, next, app, configInside);
    },
  };
}
