import { join, relative } from 'node:path';
import { checkTopLevel, mergeTree, overlay, unpack, type ReusableFiles, type Manifest, type Sealed } from '#bundle';
import { environmentForPackages } from '#config';
import { statement, type Apply, type Statement } from '#contract';
import type { App } from '#release';
import { settleAll } from '#async';
import { fewNames } from '../drift/fewNames.js';
import { baseOf } from './base.js';
import { newestBundle } from '../current/newestBundle.js';
import type { BundleInput } from '../state/onceJob.js';
import type { GroupWork } from './contract.js';
import { forgotten } from './forgotten.js';

/** Files of the store an unpacked package may share: those its group was released with last. */
async function heldFiles({ deps, request }: BundleInput, app: App): Promise<ReusableFiles | null> {
  const open = async (bundle: string): Promise<Sealed | null> => {
    try {
      return await deps.store.open(bundle);
    } catch (thrown) {
      forgotten({ deps, request }, `the bundle ${bundle}`)(thrown);
      return null;
    }
  };
  const newest = await newestBundle(deps, app, open);
  if (!newest) return null;
  const directory = deps.store.programDir(newest.bundle, app.group);
  return { manifest: newest.sealed.groups[app.group]!, place: (path) => join(directory, path) };
}

/** The note about entries of a package that are none of the program. */
export const leftOutNotes = (names: readonly string[], group: string): Statement[] =>
  names.length === 0 ? [] : [statement('package.leftOut', { group, n: names.length, names: fewNames(names) })];

/** The paths of a program that outlive releases and lie below `into`, from there. */
function sharedBelow(into: string, apps: readonly App[]): string[] {
  const top = join('/', into);
  const shared = new Set(apps.flatMap((app) => app.shared ?? []));
  return [...shared].map((path) => relative(top, join('/', path))).filter((path) => !path.startsWith('..'));
}

/**
 * Takes the program of a group out of a package. The package is unpacked and checked, then merged over what its group was released last or put
 * in its place, in `predir` if the group has one. Files whose bytes the store has are neither fetched nor written again, unless
 * a command will work on the program. The manifest holds the checksums that are known.
 */
export async function fromPackage(
  input: BundleInput,
  apply: Apply,
  work: GroupWork,
  packageFile: () => Promise<string>,
): Promise<Manifest | null> {
  const { deps, signal } = input;
  const limits = deps.config.package;
  const { apps, into, scratch } = work;
  const first = apps[0]!;
  const replace = apply === 'replace';
  const share = !apps.some((app) => app.programCommand !== '');
  const onLive = !replace || first.predir !== '';
  const [file, live] = await settleAll([packageFile(), onLive ? work.live : null] as const);
  const unpacked = join(scratch, 'unpacked');
  const at = first.predir;
  const { files, leftOut, shared } = await unpack({
    file,
    into: unpacked,
    maxBytes: limits.maxUnpacked,
    maxEntries: limits.maxEntries,
    environment: environmentForPackages(),
    absoluteLinks: share,
    ...first.packaging,
    shared: sharedBelow(at, apps),
    held: share ? await heldFiles(input, first) : null,
    signal,
  });
  work.notes.push(...leftOutNotes(leftOut, work.group));
  if (shared.length > 0)
    work.notes.push(
      statement('tree.sharedLinks', { group: work.group, paths: fewNames(shared.map((path) => join(at, path))) }),
    );
  if (limits.checkDir)
    await checkTopLevel(unpacked, [...first.checkdir, ...(first.hooksFromPackage ? ['.rexflow'] : [])]);
  const from = live && (await baseOf(input, apps, live));
  if (from) work.bases.set(work.group, from);
  const base = from ? await from.bring(into, share) : { entries: [] };
  await mergeTree({ from: unpacked, into, at, replace, move: true, what: 'the package', signal });
  return share ? overlay(base, files, at) : null;
}
