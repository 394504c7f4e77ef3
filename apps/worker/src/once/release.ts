import { contentDigest, type Manifest, type Sealed } from '#bundle';
import { asCodedError, CodedError, warningMembers } from '#contract';
import { bundleName, type KnownProvenance, type ProgramSum } from '#records';
import { assembleBundle } from '../assemble/assembleBundle.js';
import { withPackageHooks } from '../assemble/packageHooks.js';
import { compare, countsOf, programOf } from '../current/compare.js';
import { liveTrees } from '../current/liveTrees.js';
import { decideAll, requireDecided } from '../drift/decideAll.js';
import { followPlan } from './followPlan.js';
import { warningsOf } from '../sources/environment.js';
import { requireTrust } from '../health/trusted.js';
import { requireSecrets } from '../secrets/missingSecrets.js';
import { holds, type SealedBefore } from '../sources/sealedBefore.js';
import type { OnceResult, OnceInput } from '../state/onceJob.js';

/** What the request that this one repeats found out of the program of each group. */
async function foundBefore({ deps, request }: OnceInput<'release'>): Promise<KnownProvenance[]> {
  const earlier = request.retryOf === null ? null : await deps.records.request(request.retryOf);
  return [...new Set(request.apps.map(({ app }) => app.group))].flatMap((group) => {
    const apps = request.apps.filter(({ app }) => app.group === group).map(({ app }) => app.appKey);
    const same = earlier?.apps.find(({ app }) => app.group === group);
    return same ? [{ apps, provenance: same.provenance }] : [];
  });
}

/** What is recorded of the program of each app; of one that several share it is made once. */
function programSums({ request }: OnceInput<'release'>, sealed: Sealed): ProgramSum[] {
  const sums = new Map<Manifest, string>();
  return request.apps.map(({ app }) => {
    const program = programOf(app, sealed);
    const sum = sums.get(program) ?? contentDigest(program);
    sums.set(program, sum);
    return { appKey: app.appKey, sum };
  });
}

/** Where the bundle of a request lies, for the worker that goes on with it. */
function lyingHere({ deps, request }: OnceInput<'release'>): Pick<OnceResult, 'directories'> {
  const store = deps.directories.known().store;
  return { directories: { ...request.directories, ...(store ? { store: { id: store.id, at: store.at } } : {}) } };
}

/** Removes what was put together where that goes wrong, unless another worker goes on with it. */
async function orRemoved<T>(
  { deps, signal }: OnceInput<'release'>,
  bundleId: string,
  asking: Promise<unknown>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    await Promise.allSettled([asking]);
    // Handed on: the next worker goes on with it, or clears it away.
    const handedOn = signal.aborted && asCodedError(signal.reason).code !== 'CANCELLED';
    if (!handedOn) await deps.store.remove(bundleId);
    throw thrown;
  }
}

/** The bundle of the request that is repeated, with apps which it does not have: their hosts were out of service then. */
async function filledUp(
  input: OnceInput<'release'>,
  before: SealedBefore,
  asking: ReturnType<typeof liveTrees>,
): Promise<OnceResult> {
  const { deps, request, fence } = input;
  const bundleId = bundleName(request.id, fence);
  return await orRemoved(input, bundleId, asking, async () => {
    const { sealed } = await assembleBundle(input, bundleId, asking, { before });
    const live = await asking;
    const bundleDigest = await deps.store.seal(bundleId, sealed);
    requireDecided(decideAll(input, sealed, live));
    const diff = request.apps.map(({ app }) => countsOf(compare(app, sealed, live)));
    const facts = { bundle: bundleId, diff };
    const programs = programSums(input, sealed);
    const { changed } = await withPackageHooks(input, bundleId);
    const found = { provenance: await foundBefore(input), programSums: programs, apps: changed };
    return { facts, bundleDigest, ...lyingHere(input), ...found };
  });
}

/** A retry ships the bundle of the request it repeats, as it was sealed. Throws BUNDLE_GONE, GROUP_NOT_SEALED, DRIFTED, DRIFT_NOT_KEPT. */
async function asSealed(input: OnceInput<'release'>, bundleId: string): Promise<OnceResult> {
  const { deps, request } = input;
  const asking = liveTrees(input);
  const sealed = await deps.store.open(bundleId);
  const live = await asking;
  if (!sealed) throw new CodedError('BUNDLE_GONE', { job: request.retryOf ?? request.id });
  const before = { id: bundleId, sealed };
  if (!request.apps.every(({ app }) => holds(before, app))) return await filledUp(input, before, asking);
  requireDecided(decideAll(input, sealed, live));
  const diff = request.apps.map(({ app }) => countsOf(compare(app, sealed, live)));
  const provenance = await foundBefore(input);
  const facts = { bundle: bundleId, diff };
  const { changed: apps } = await withPackageHooks(input, bundleId);
  return { facts, bundleDigest: sealed.digest, provenance, programSums: programSums(input, sealed), apps };
}

/**
 * release: obtains the bytes, checks and merges them, runs the init commands, compares with what is live, seals. Throws
 * PLAN_CHANGED when it was asked for by a plan that no longer holds, DRIFTED and DRIFT_NOT_KEPT where it would take away what
 * somebody changed by hand, SECRET_UNKNOWN, HEALTH_CA_UNUSABLE.
 */
export async function releaseJob(input: OnceInput<'release'>): Promise<OnceResult> {
  const { deps, request, asked, fence } = input;
  await requireTrust(request.apps.map(({ app }) => app));
  if (typeof request.facts.bundle === 'string') return await asSealed(input, request.facts.bundle);
  requireSecrets(
    deps.secrets,
    request.apps.map(({ app }) => app),
  );
  const bundleId = bundleName(request.id, fence);
  const asking = liveTrees(input);
  return await orRemoved(input, bundleId, asking, async () => {
    const follows = asked.plan === undefined ? null : await followPlan(input, bundleId, asked.plan, asking);
    const assembled = await assembleBundle(input, bundleId, asking, follows ?? {});
    const { sealed, sources, provenance, bases, revision, notes } = assembled;
    const live = await asking;
    const bundleDigest = await deps.store.seal(bundleId, sealed);
    const compared = request.apps.map(({ app }) => compare(app, sealed, live));
    const decided = decideAll(input, sealed, live);
    const hooked = await withPackageHooks(input, bundleId);
    await follows?.afterCommands(hooked, {
      ...{ sealed, digest: bundleDigest, live, compared, sources, bases, revision, notes, decided },
    });
    requireDecided(decided);
    const diff = compared.map(countsOf);
    const warnings = [
      ...warningsOf(sources),
      ...[...bases.values()].flatMap((base) => base.warnings),
      ...notes,
      ...hooked.notes,
    ];
    const beside = {
      ...(sources.length > 0 ? { sources } : {}),
      ...(sources.length + warnings.length > 0 ? warningMembers(warnings) : {}),
    };
    return {
      facts: { bundle: bundleId, diff, ...beside },
      bundleDigest,
      ...lyingHere(input),
      provenance,
      programSums: programSums(input, sealed),
      apps: hooked.changed,
    };
  });
}
