import { commonProvenance, mixedIn, redact, warningMembers, warningsIn } from '#contract';
import type { Config } from '#config';
import type { PartView, ReleaseHead, ReleaseView, StepView, TroubleView } from '#api';
import type { AppDifference, AppResult, SourceSeen, SwitchFindings, ErrorReport } from '#contract';
import type { TargetRecord, ReleaseSummary, RequestRecord, StoredStep } from '#records';
import { informationView, provenanceLinks, provenanceView } from './provenance.js';

/** The end of an id, as the database has it beside it. */
const shortOf = (id: string): string => id.slice(-8);

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** Presents an error, without the members only the engine needs. */
export function troubleView(trouble: ErrorReport | null): TroubleView | null {
  if (trouble === null) return null;
  const { code, message, advice, at, details } = redact(trouble);
  return { code, class: trouble.class, message, advice, at: at ?? null, details };
}

/** Presents one target; `result` is its result, once the release is finished. */
export function targetView(part: TargetRecord, result: AppResult | undefined, bytes: number | undefined): PartView {
  const { app, batch, randomStr, phase, vote, step, standing, trouble, waiting, provenance, facts } = part;
  return {
    app: app.appKey,
    group: app.group,
    host: app.host,
    batch,
    phase,
    step: result?.step ?? step,
    vote,
    standing: result?.standing ?? standing,
    outcome: result?.outcome ?? null,
    trouble: troubleView(result?.trouble ?? trouble),
    waiting,
    bytes: bytes ?? null,
    provenance: provenanceView(provenance),
    facts: result?.facts ?? facts,
    randomStr,
  };
}

/** Presents a step with its duration. */
export function stepView({ phase, step, state, begunAt, endedAt, facts, trouble }: StoredStep): StepView {
  return {
    phase,
    step,
    state,
    begunAt: begunAt.toISOString(),
    endedAt: iso(endedAt),
    durationMs: endedAt && Math.max(0, endedAt.getTime() - begunAt.getTime()),
    facts,
    trouble: troubleView(trouble),
  };
}

/** Presents a release in a list. */
export function releaseHead(summary: ReleaseSummary): ReleaseHead {
  const { id, wire, caller, state, phase, batch, outcome, acceptedAt, phaseAt, settledAt, trouble } = summary;
  return {
    id,
    short: shortOf(id),
    action: wire.action,
    ...{ caller, state, phase, batch, outcome },
    cancelledBy: summary.cancelledBy,
    retryOf: summary.retryOf,
    apps: summary.apps.map(({ appKey }) => appKey),
    ...informationView(summary.request, summary.apps),
    request: redact(summary.request),
    parameters: redact(wire.parameters),
    acceptedAt: acceptedAt.toISOString(),
    phaseAt: iso(phaseAt),
    settledAt: iso(settledAt),
    trouble: troubleView(trouble),
  };
}

/** The data shown with a release, beyond its record. */
export interface Beside {
  /** Bytes sent, by app. */
  bytes: ReadonlyMap<string, number>;
  waiting: ReleaseView['waiting'];
  /** Templates of addresses. */
  links: Config['versions']['links'];
}

/** Presents a release as it is now. */
export function releaseView(request: RequestRecord, { bytes, waiting, links }: Beside): ReleaseView {
  const { id, wire, caller, state, phase, batch, cancelledBy, retryOf, rollout, settlement } = request;
  const facts = { ...request.facts, ...settlement?.facts } as {
    bundle?: string;
    diff?: AppDifference[];
    warnings?: unknown;
    statements?: unknown;
    sources?: SourceSeen[];
    skipped?: string[];
    switches?: SwitchFindings[];
  };
  const digest = request.bundleDigest;
  const common = commonProvenance(request.apps.map(({ provenance }) => provenance));
  return {
    id,
    short: shortOf(id),
    action: wire.action,
    request: redact(request.request),
    parameters: redact(wire.parameters),
    caller,
    state,
    phase,
    batch,
    outcome: settlement?.outcome ?? null,
    acceptedAt: request.acceptedAt.toISOString(),
    phaseAt: iso(request.phaseAt),
    settledAt: iso(request.settledAt),
    cancelledBy,
    retryOf,
    ...informationView(request.request, request.apps),
    links: provenanceLinks(common, request.apps[0]?.app.group, links),
    trouble: troubleView(settlement?.trouble ?? request.phaseTrouble),
    rollout: {
      policy: rollout.policy,
      maxFailures: rollout.maxFailures,
      batchSize: rollout.batchSize,
      confirm: rollout.confirm,
    },
    bundle: facts.bundle !== undefined && digest !== null ? { id: facts.bundle, digest } : null,
    paused: request.paused,
    waiting,
    switches: facts.switches ?? [],
    diff: facts.diff?.map(({ appKey, program, config }) => ({ app: appKey, program, config })) ?? null,
    sources: facts.sources ?? [],
    ...warningMembers(warningsIn(facts)),
    skipped: facts.skipped ?? [],
    mixed: settlement && mixedIn(settlement),
    apps: request.apps.map((part) => {
      const { appKey } = part.app;
      const result = settlement?.apps.find((one) => one.appKey === appKey);
      return targetView(part, result, bytes.get(appKey));
    }),
  };
}
