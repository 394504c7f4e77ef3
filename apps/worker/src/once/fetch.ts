import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkTopLevel, copyTree, diskUsage, fetchPackage, mergeTree, requireTree, unpack } from '#bundle';
import { environmentForPackages, packageBases } from '#config';
import { packageUrl, warningMembers, type FetchFindings } from '#contract';
import { replaceTree } from '../remote/replaceTree.js';
import { leftOutNotes } from '../sources/package.js';
import { wayOf } from '../sources/url.js';
import type { OnceResult, OnceInput } from '../state/onceJob.js';

/**
 * fetch: fetches a package, unpacks and checks it in a directory of its own, and merges it into the staging or the update
 * directory of its group where that was asked for.
 */
export async function fetchJob({ deps, request, asked, signal }: OnceInput<'fetch'>): Promise<OnceResult> {
  const { directories, package: limits } = deps.config;
  const app = request.apps[0]!.app;
  const started = performance.now();
  const directory = join(directories.httpdowndir, asked.directory ?? request.stamp);
  await mkdir(directories.store, { recursive: true });
  const scratch = await mkdtemp(join(directories.store, '.package-'));
  try {
    const { file } = await fetchPackage({
      url: packageUrl(asked, packageBases(limits)),
      into: scratch,
      timeoutMs: limits.timeout * 1000,
      maxBytes: limits.maxBytes,
      ...wayOf(limits),
      signal,
    });
    const { kind, entries, leftOut } = await unpack({
      file,
      into: directory,
      maxBytes: limits.maxUnpacked,
      maxEntries: limits.maxEntries,
      environment: environmentForPackages(),
      absoluteLinks: app.programCommand === '',
      ...app.packaging,
      signal,
    });
    if (limits.checkDir) await checkTopLevel(directory, app.checkdir);
    const { merge } = asked;
    if (merge) {
      const place = join(merge.into === 'staging' ? directories.softdir : directories.updateProdir, app.group);
      const replace = merge.apply === 'replace';
      if (!replace) await requireTree(place, `the program of ${app.group}`);
      await replaceTree(place, async (into) => {
        if (!replace || app.predir !== '') await copyTree({ from: place, into, signal });
        await mergeTree({ from: directory, into, at: app.predir, replace, what: 'the package', signal });
      });
    }
    const facts: FetchFindings = {
      downdir: directory,
      file: join(directory, basename(file)),
      size: await diskUsage(directory),
      seconds: Math.round((performance.now() - started) / 1000),
      unpacked: kind === 'file' ? null : { kind, entries },
      merged: merge !== undefined,
    };
    const notes = leftOutNotes(leftOut, app.group);
    return { facts: { ...facts, ...(notes.length > 0 ? warningMembers(notes) : {}) } };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
