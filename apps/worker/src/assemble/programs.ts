import { join } from 'node:path';
import {
  checkTopLevel,
  copyTree,
  fetchPackage,
  mergeTree,
  overlay,
  requireTree,
  takeTree,
  unpack,
  type Held,
  type Manifest,
  type Sealed,
} from '#bundle';
import { packageUrl, Trouble } from '#contract';
import type { App } from '#release';
import { allEnded } from '../async/allEnded.js';
import { fetchTree } from '../remote/fetchTree.js';
import { forgotten } from './forgotten.js';
import { bringLiveProgram, liveBundle } from '../current/liveProgram.js';
import { newestBundle } from '../current/newestBundle.js';
import type { Source } from './source.js';
import { presentOf } from './present.js';
import type { StageInput } from '../state/stage.js';

/** A group of the request and where its program is put together. */
export interface GroupWork {
  group: string;
  /** Its apps in this request, in the order of the catalogue. */
  apps: App[];
  /** Id of the bundle at work. */
  bundle: string;
  /** Directory of the bundle the program goes into; does not exist yet. */
  into: string;
}

/**
 * Mode 3: what the operator placed in the update directory. Files that did not change since the last release share their
 * bytes with its bundle, unless a command will work on the program; the manifest tells their sums.
 */
export async function fromUpdateDirectory(
  { house, request, signal }: StageInput,
  work: GroupWork,
): Promise<Manifest | null> {
  const { directories } = house.config;
  const from = join(directories.updateProdir, work.group);
  const what = `the update directory of ${work.group}, which Enter:route:download with update=1 fills`;
  await requireTree(from, what);
  if (work.apps.some((app) => app.programCommand !== '')) {
    await copyTree({ from, into: work.into, signal });
    return null;
  }
  return await takeTree({
    from,
    bundle: work.bundle,
    place: (bundle) => house.store.programDir(bundle, work.group),
    memory: join(directories.store, '.taken'),
    earlier: async (bundle) => (await house.store.open(bundle))?.groups[work.group] ?? null,
    unused: forgotten({ house, request }, what),
    what,
    signal,
    now: await presentOf(house),
    passing: request.action === 'plan',
  });
}

/** Mode 1: the program of the live app of the same group in another environment. */
export async function fromEnvironment({ house, signal }: StageInput, work: GroupWork, source: Source): Promise<void> {
  const { app, environment, seen } = source;
  await fetchTree(house, { app, environment, from: seen.directory, into: work.into, signal });
}

/** The file of the package: fetched, or the one in the store. Throws PACKAGE_GONE, PACKAGE_ELSEWHERE. */
async function packageFile({ house, request, signal }: StageInput, scratch: string): Promise<string> {
  const { bundle } = request.parameters;
  if (bundle !== undefined) {
    const found = await house.packages.use(bundle);
    // Whose store it is was looked at, unless an older gateway took the request.
    if (!found && !request.directories.store)
      throw new Trouble('PACKAGE_ELSEWHERE', { bundle, store: house.config.directories.store });
    if (!found) throw new Trouble('PACKAGE_GONE', { bundle });
    return found.file;
  }
  const limits = house.config.package;
  const { file } = await fetchPackage({
    url: packageUrl(request.parameters, limits.bases),
    into: join(scratch, 'download'),
    timeoutMs: limits.timeout * 1000,
    maxBytes: limits.maxBytes,
    signal,
  });
  return file;
}

/** Files of the store an unpacked package may share: those its group was released with last. */
async function heldFiles({ house, request }: StageInput, app: App): Promise<Held | null> {
  const open = async (bundle: string): Promise<Sealed | null> => {
    try {
      return await house.store.open(bundle);
    } catch (thrown) {
      forgotten({ house, request }, `the bundle ${bundle}`)(thrown);
      return null;
    }
  };
  const newest = await newestBundle(house, app, open);
  if (!newest) return null;
  const directory = house.store.programDir(newest.bundle, app.group);
  return { manifest: newest.sealed.groups[app.group]!, place: (path) => join(directory, path) };
}

/**
 * Mode 2: a package, from a url or uploaded. It is unpacked and checked, then it is merged over what runs now (`full=1`) or takes
 * its place (`full=2`), in `predir` where the group has one. What the store has the bytes of is neither brought nor written
 * once more, unless a command will work on the program. The manifest tells sums that hold.
 */
export async function fromPackage(input: StageInput, work: GroupWork, scratch: string): Promise<Manifest | null> {
  const { house, request, signal } = input;
  const limits = house.config.package;
  const { apps, into } = work;
  const first = apps[0]!;
  const replace = request.parameters.full === '2';
  const share = !apps.some((app) => app.programCommand !== '');
  const onLive = !replace || first.predir !== '';
  const [file, live] = await allEnded([packageFile(input, scratch), onLive ? liveBundle(input, first) : null] as const);
  const unpacked = join(scratch, 'unpacked');
  const { files } = await unpack({
    file,
    into: unpacked,
    maxBytes: limits.maxUnpacked,
    maxEntries: limits.maxEntries,
    held: share ? await heldFiles(input, first) : null,
    signal,
  });
  if (limits.checkDir) await checkTopLevel(unpacked, first.checkdir);
  const base = onLive ? await bringLiveProgram(input, first, live, { into, share }) : { entries: [] };
  const at = first.predir;
  await mergeTree({ from: unpacked, into, at, replace, move: true, what: 'the package', signal });
  return share ? overlay(base, files, at) : null;
}
