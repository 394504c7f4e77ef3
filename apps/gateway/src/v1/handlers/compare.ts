import { pathTo, type TextsView, type Comparison } from '#api';
import { CodedError, redact, remarksIn, type TextsFindings, inEnglish } from '#contract';
import type { RequestRecord } from '#records';
import { commitsBetween, commonProgram } from '../../compare/commitsBetween.js';
import { bundleIdOf, comparedTrees, whyWithout } from '../../compare/comparedTrees.js';
import { groupsOf, namedPair } from '../../compare/comparedRelease.js';
import { acceptRequest } from '../../requests/acceptRequest.js';
import { waitForRequest } from '../../requests/waitForRequest.js';
import type { GatewayDeps } from '../../state/dependencies.js';
import type { ApiAnswer, AuthenticatedCallHandler } from '../call/call.js';
import { presentRelease, releaseOf } from '../call/shown.js';
import { provenanceLinks, provenanceView } from '../presenters/provenance.js';

const held = 30;
const mostFiles = 200;

/** The two names of a query. Throws PARAMETER_MISSING. */
function bothOf({ from, to }: { from?: string; to?: string }): { from: string; to: string } {
  if (from !== undefined && to !== undefined) return { from, to };
  const fields = [...(from === undefined ? ['from'] : []), ...(to === undefined ? ['to'] : [])];
  throw new CodedError('PARAMETER_MISSING', { fields, action: 'GET /v1/compare' });
}

function sideOf(request: RequestRecord, groups: readonly string[], kept: boolean, { config }: GatewayDeps) {
  const program = commonProgram(request, groups);
  return {
    id: request.id,
    action: request.wire.action,
    caller: request.caller,
    groups: groupsOf(request),
    acceptedAt: request.acceptedAt.toISOString(),
    outcome: request.settlement?.outcome ?? null,
    provenance: provenanceView(program),
    links: provenanceLinks(program, groups[0], config.versions.links),
    note: redact(remarksIn(request.request)).note ?? null,
    bundle: kept ? bundleIdOf(request) : null,
  };
}

/** GET /v1/compare: how one release differs from another. Throws what `namedPair` throws. */
export const compareReleases: AuthenticatedCallHandler<'compareReleases'> = async ({ query }, deps) => {
  const pair = await namedPair(bothOf(query), deps);
  const { from, to, groups } = pair;
  const open = async (request: RequestRecord) => {
    const id = bundleIdOf(request);
    return id === null ? null : await deps.store.open(id, { lists: true });
  };
  const [before, after, commits] = await Promise.all([open(from), open(to), commitsBetween(pair, deps)]);
  const apps = new Set(
    [...from.apps, ...to.apps].filter(({ app }) => groups.includes(app.group)).map(({ app }) => app.appKey),
  );
  const trees =
    before && after ? comparedTrees({ from: before, to: after }, { groups, apps }, query.limit ?? mostFiles) : [];
  const reasons = [...(before ? [] : [whyWithout(from)]), ...(after ? [] : [whyWithout(to)])];
  const body: Comparison = {
    from: sideOf(from, groups, before !== null, deps),
    to: sideOf(to, groups, after !== null, deps),
    groups,
    trees,
    same: before && after ? trees.every((tree) => tree.in === 'both' && tree.total === 0) : null,
    missing: reasons.map((reason) => inEnglish(reason).message),
    ...(reasons.length > 0 ? { statements: reasons } : {}),
    commits,
  };
  return { status: 200, body };
};

/** The compared texts of a request, or the request while a worker is at it. Throws JOB_UNKNOWN, COMPARE_FAILED. */
async function answer(request: RequestRecord, deps: GatewayDeps): Promise<ApiAnswer<'compareTexts'>> {
  const { id, settlement, facts, request: asked } = request;
  if (asked.kind !== 'compareReleases') throw new CodedError('JOB_UNKNOWN', { job: id });
  if (!settlement)
    return {
      status: 202,
      headers: { Location: pathTo('getTexts', { id }) },
      body: await presentRelease(request, deps),
    };
  const { texts } = facts as Partial<TextsFindings>;
  if (!texts) throw new CodedError('COMPARE_FAILED', { job: id, reason: settlement.trouble?.message ?? 'cancelled' });
  const body: TextsView = { id, from: asked.from, to: asked.to, apps: texts };
  return { status: 200, body };
}

/** POST /v1/compare: has a worker compare the configurations of two releases, and waits for it. */
export const compareTexts: AuthenticatedCallHandler<'compareTexts'> = async (call, deps) => {
  const { from, to, groups } = await namedPair(call.body, deps);
  for (const side of [from, to])
    if (bundleIdOf(side) === null)
      throw new CodedError('COMPARE_FAILED', { job: side.id, reason: inEnglish(whyWithout(side)).message });
  const { id } = await acceptRequest(
    { kind: 'compareReleases', targets: { names: groups }, from: from.id, to: to.id },
    { caller: call.user.name, idempotencyKey: null },
    deps,
  );
  const ms = (call.query.wait ?? held) * 1000;
  return await answer(await waitForRequest(deps, id, { enough: 'settled', ms, gone: call.gone }), deps);
};

/** GET /v1/compare/:id: the compared configurations. Throws JOB_UNKNOWN, COMPARE_FAILED. */
export const getTexts: AuthenticatedCallHandler<'getTexts'> = async ({ path }, deps) =>
  await answer(await releaseOf(path.id, deps), deps);
