import { contentDigest, type Manifest, type Sealed } from '#bundle';
import { asCodedError, CodedError, warningMembers } from '#contract';
import { bundleName, type KnownProvenance, type ProgramSum } from '#records';
import { assembleBundle } from '../assemble/assembleBundle.js';
import { compare, countsOf, programOf } from '../current/compare.js';
import { liveTrees } from '../current/liveTrees.js';
import { decideAll, requireDecided } from '../drift/decideAll.js';
import { planOf } from '../plan/planOf.js';
import { requirePlan } from '../plan/requirePlan.js';
import { warningsOf } from '../sources/environment.js';
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

/** A retry ships the bundle of the request it repeats, as it was sealed. Throws BUNDLE_GONE, DRIFTED, DRIFT_NOT_KEPT. */
async function sealedBefore(input: OnceInput<'release'>, bundleId: string): Promise<OnceResult> {
  const { deps, request } = input;
  const asking = liveTrees(input);
  const sealed = await deps.store.open(bundleId);
  const live = await asking;
  if (!sealed) throw new CodedError('BUNDLE_GONE', { job: request.retryOf ?? request.id });
  requireDecided(decideAll(input, sealed, live));
  const diff = request.apps.map(({ app }) => countsOf(compare(app, sealed, live)));
  const provenance = await foundBefore(input);
  const facts = { bundle: bundleId, diff };
  return { facts, bundleDigest: sealed.digest, provenance, programSums: programSums(input, sealed) };
}

/**
 * release: obtains the bytes, checks and merges them, runs the init commands, compares with what is live, seals. Throws
 * PLAN_CHANGED when it was asked for by a plan that no longer holds, DRIFTED and DRIFT_NOT_KEPT where it would take away what
 * somebody changed by hand.
 */
export async function releaseJob(input: OnceInput<'release'>): Promise<OnceResult> {
  const { deps, request, asked, fence, signal } = input;
  if (typeof request.facts.bundle === 'string') return await sealedBefore(input, request.facts.bundle);
  const bundleId = bundleName(request.id, fence);
  const asking = liveTrees(input);
  try {
    const { sealed, sources, provenance, bases } = await assembleBundle(input, bundleId, asking);
    const live = await asking;
    const bundleDigest = await deps.store.seal(bundleId, sealed);
    const compared = request.apps.map(({ app }) => compare(app, sealed, live));
    const decided = decideAll(input, sealed, live);
    if (asked.plan !== undefined) {
      await requirePlan(
        deps,
        asked.plan,
        await planOf(input, bundleId, { sealed, digest: bundleDigest, live, compared, sources, bases, decided }),
      );
    }
    requireDecided(decided);
    const diff = compared.map(countsOf);
    const warnings = [...warningsOf(sources), ...[...bases.values()].flatMap((base) => base.warnings)];
    const beside = {
      ...(sources.length > 0 ? { sources } : {}),
      ...(sources.length + warnings.length > 0 ? warningMembers(warnings) : {}),
    };
    const store = deps.directories.known().store;
    const lies = store ? { store: { id: store.id, at: store.at } } : {};
    return {
      facts: { bundle: bundleId, diff, ...beside },
      bundleDigest,
      directories: { ...request.directories, ...lies },
      provenance,
      programSums: programSums(input, sealed),
    };
  } catch (thrown) {
    await Promise.allSettled([asking]);
    // Handed on: the next worker goes on with it, or clears it away.
    const handedOn = signal.aborted && asCodedError(signal.reason).code !== 'CANCELLED';
    if (!handedOn) await deps.store.remove(bundleId);
    throw thrown;
  }
}
