import type { PlannedApp, PlanView } from '#api';
import {
  type PlanFindings,
  type PlannedAppFindings,
  type PreviewAppFindings,
  CodedError,
  redact,
  warningMembers,
  warningsIn,
} from '#contract';
import type { TargetRecord, RequestRecord } from '#records';
import { provenanceView } from './provenance.js';
import { troubleView } from './release.js';

/** The error that would keep a host from taking the release: its own, hand-made changes that somebody has to decide about, or too little space. */
function troubleOf(part: TargetRecord, { needed, drift }: PlannedAppFindings, freeBytes: number | null) {
  const own = part.trouble ?? drift?.trouble ?? null;
  if (own || freeBytes === null || freeBytes >= needed) return troubleView(own);
  const kib = (bytes: number): number => Math.ceil(bytes / 1024);
  const details = { path: part.app.programLink, free: kib(freeBytes), needed: kib(needed), host: part.app.host };
  return troubleView(new CodedError('DISK_FULL', details).report());
}

function appView(planned: PlannedAppFindings, part: TargetRecord): PlannedApp {
  const {
    appKey,
    group,
    host,
    batch,
    live,
    steps,
    program,
    config,
    texts,
    bytes,
    restarts,
    reloads,
    hooks,
    variables,
    owner,
    adopts,
    drift,
  } = planned;
  const { processes, freeBytes = null } = part.facts as Partial<PreviewAppFindings>;
  return {
    app: appKey,
    group,
    host,
    batch,
    live: { program: live.program, config: live.config },
    steps,
    program,
    config,
    texts,
    bytes,
    freeBytes,
    restarts,
    ...(reloads && { reloads }),
    ...(adopts && { adopts }),
    ...(variables && { variables: variables.map(({ identity: _, ...shown }) => shown) }),
    ...(owner && { owner }),
    ...(hooks && { hooks: hooks.map(({ identity: _, ...shown }) => shown) }),
    drift: drift ? { onDrift: drift.onDrift, ...drift.files, paths: drift.paths, conflicts: drift.conflicts } : null,
    provenance: provenanceView(part.provenance),
    processes: part.vote === 'done' ? (processes ?? null) : null,
    trouble: troubleOf(part, planned, freeBytes),
  };
}

/** Presents a plan that was made. */
export function planView(request: RequestRecord, plan: PlanFindings): PlanView {
  const { id, caller, wire, acceptedAt, settledAt } = request;
  const apps = plan.apps.flatMap((planned) => {
    const part = request.apps.find(({ app }) => app.appKey === planned.appKey);
    return part ? [appView(planned, part)] : [];
  });
  return {
    id,
    hash: plan.hash,
    madeAt: (settledAt ?? acceptedAt).toISOString(),
    caller,
    action: 'release',
    request: redact(request.request),
    parameters: redact(wire.parameters),
    rollout: plan.rollout,
    bundle: plan.bundle,
    sources: plan.sources,
    ...warningMembers([request.facts, plan, ...request.apps.map(({ facts }) => facts)].flatMap(warningsIn)),
    outcome: apps.some(({ trouble }) => trouble !== null) ? 'troubled' : 'ready',
    apps,
  };
}
