import { compareTrees, type ChangedFile, type Manifest, type Sealed } from '#bundle';
import { CodedError, type NotShown, type TextChange, type TextsFindings } from '#contract';
import { mostTextBytes, textBelow } from '../plan/textBelow.js';
import { textPatch } from '../plan/textPatch.js';
import { secretValueMask } from '../secrets/secretValues.js';
import type { OnceInput, OnceResult } from '../state/onceJob.js';

/** Files listed of one app, and letters of all patches together: the answer is read by people, and stored. */
const mostFiles = 100;
const mostLetters = 1024 * 1024;

interface Held {
  bundle: string;
  sealed: Sealed;
}

/** The sealed bundle of a release. Throws JOB_UNKNOWN, BUNDLE_GONE. */
async function heldOf({ deps }: OnceInput, job: string): Promise<Held> {
  const request = await deps.records.request(job);
  if (!request) throw new CodedError('JOB_UNKNOWN', { job });
  const { bundle } = request.facts;
  const sealed = typeof bundle === 'string' ? await deps.store.open(bundle) : null;
  if (typeof bundle !== 'string' || !sealed) throw new CodedError('BUNDLE_GONE', { job });
  return { bundle, sealed };
}

interface Comparing {
  from: Held;
  to: Held;
  /** How much may still be said. */
  left: { letters: number };
  masked: (text: string) => string;
}

const isLink = ({ entries }: Manifest, path: string): boolean =>
  entries.some((entry) => entry.path === path && entry.type === 'link');

/** Compares the configuration of one app, file by file. */
async function textsOf(
  input: OnceInput<'compareReleases'>,
  app: string,
  { from, to, left, masked }: Comparing,
): Promise<TextsFindings['texts'][number]> {
  const { deps, signal } = input;
  const [before, after] = [from.sealed.configs[app]!, to.sealed.configs[app]!];
  const { total, files } = compareTrees(before, after, mostFiles);
  const dirs = [deps.store.configDir(from.bundle, app), deps.store.configDir(to.bundle, app)] as const;
  const shown = async ({ path, before: was, after: is }: ChangedFile): Promise<{ patch: string } | NotShown> => {
    if (isLink(before, path) || isLink(after, path)) return 'link';
    const [old, next] = await Promise.all([textBelow(dirs[0], path), textBelow(dirs[1], path)]);
    if (old === null || next === null) return Math.max(was ?? 0, is ?? 0) > mostTextBytes ? 'large' : 'binary';
    const patch = textPatch(path, old, next, { before: input.asked.from, after: input.asked.to });
    return patch === null || patch.length > left.letters ? 'large' : { patch: masked(patch) };
  };
  const changes: TextChange[] = [];
  for (const file of files) {
    signal.throwIfAborted();
    const found = await shown(file);
    const { path, change } = file;
    if (typeof found === 'string') changes.push({ path, change, patch: null, why: found });
    else {
      left.letters -= found.patch.length;
      changes.push({ path, change, patch: found.patch, why: null });
    }
  }
  return { app, files: changes, more: total - files.length };
}

/**
 * compare: the differences of the configurations that two releases hold, as text. Only a worker may read them: they are
 * the applications' own, with their passwords. Throws JOB_UNKNOWN, BUNDLE_GONE.
 */
export async function compareReleasesJob(input: OnceInput<'compareReleases'>): Promise<OnceResult> {
  const [from, to] = [await heldOf(input, input.asked.from), await heldOf(input, input.asked.to)];
  const both = Object.keys(to.sealed.configs).filter((app) => Object.hasOwn(from.sealed.configs, app));
  const comparing = { from, to, left: { letters: mostLetters }, masked: secretValueMask(input.deps.config) };
  const texts: TextsFindings['texts'] = [];
  for (const app of both.sort()) {
    const found = await textsOf(input, app, comparing);
    if (found.files.length > 0) texts.push(found);
  }
  // It may have been pruned meanwhile: what was read of it then is not all of it.
  for (const [held, job] of [
    [from, input.asked.from],
    [to, input.asked.to],
  ] as const)
    if ((await input.deps.store.open(held.bundle)) === null) throw new CodedError('BUNDLE_GONE', { job });
  const facts: TextsFindings = { texts };
  return { facts };
}
