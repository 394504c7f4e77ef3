import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import {
  fitsText,
  mergeProvenance,
  provenanceFields,
  provenanceTexts,
  type Provenance,
  type VersionSource,
} from '#contract';
import type { KnownProvenance } from '#records';
import type { SourceApp } from '../sources/contract.js';
import type { BundleInput } from '../state/onceJob.js';
import { logFields } from '../telemetry/logFields.js';
import { fileFinders } from './files.js';

/** What others wrote is taken only where it could have been given. */
const fitting = (found: Provenance): Provenance =>
  Object.fromEntries(
    provenanceFields.flatMap((field) => {
      const value = found[field];
      return value !== undefined && fitsText(provenanceTexts[field], value) ? [[field, value]] : [];
    }),
  );

/** A group of the release: where its program lies here, where a package of it is put, and the app it was taken from, if any. */
interface Program {
  group: string;
  directory: string;
  predir: string;
  source: SourceApp | undefined;
}

/** Whether a place is a directory, or one below it, that is reached over no link; false where it is not there. */
async function liesBelow(place: string, directory: string): Promise<boolean> {
  const [real, root] = await Promise.all([realpath(place).catch(() => ''), realpath(directory)]);
  return real === root || (real.startsWith(root + sep) && real === root + place.slice(directory.length));
}

async function findIn(
  { deps, request }: BundleInput,
  from: VersionSource,
  { group, directory, predir, source }: Program,
): Promise<Provenance> {
  try {
    if (from === 'environment') {
      if (!source) return {};
      const { app, environment, seen } = source;
      const { directory: live, drift } = seen;
      const program = { appKey: app.appKey, directory: live, stamp: drift.release };
      return fitting(await deps.provenanceIn(environment, program));
    }
    const places = predir === '' ? [directory] : [join(directory, predir), directory];
    const found: Provenance[] = [];
    // A fetched tree may hold links: what they lead to on this machine is nobody's to see.
    const inside = await Promise.all(places.map((place) => liesBelow(place, directory)));
    for (const place of places.filter((_, at) => inside[at]))
      found.push(fitting(await fileFinders[from]({ directory: place, group })));
    return mergeProvenance(...found);
  } catch (thrown) {
    // No release fails for a name it might have had.
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT')
      deps.log.info({ ...logFields(request), group, from, err: thrown }, 'the version could not be looked for');
    return {};
  }
}

/**
 * What is known of the program of each group: what was given, and what is found in the order of `versions.from`. A commit that the source
 * tells is what is released, whatever was given.
 */
export async function findProvenance(
  input: BundleInput,
  bundleId: string,
  sources: ReadonlyMap<string, SourceApp>,
  { version, ...certain }: Provenance,
): Promise<KnownProvenance[]> {
  const tag = fitting(version === undefined ? {} : { version });
  const { deps, request, asked } = input;
  const apps = request.apps.map(({ app }) => app);
  const known: KnownProvenance[] = [];
  for (const group of new Set(apps.map((app) => app.group))) {
    const own = apps.filter((app) => app.group === group);
    const directory = deps.store.programDir(bundleId, group);
    const program = { group, directory, predir: own[0]!.predir, source: sources.get(group) };
    const found: Provenance[] = [];
    for (const from of deps.config.versions.from) found.push(await findIn(input, from, program));
    const provenance = mergeProvenance(fitting(certain), asked.provenance ?? {}, tag, ...found);
    known.push({ apps: own.map(({ appKey }) => appKey), provenance });
  }
  return known;
}
