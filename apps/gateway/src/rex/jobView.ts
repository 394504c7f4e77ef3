import { redact, remarksIn, versionsOf } from '#contract';
import type { ReleaseFindings, ErrorReport } from '#contract';
import type { RequestRecord } from '#records';
import { mixedMember } from './envelope/wording.js';

/** An error as it is shown: its message, location, number of tries and advice. */
function shown(trouble: ErrorReport | null): Record<string, unknown> | null {
  if (trouble === null) return null;
  const { at, ...rest } = redact(trouble);
  return { ...rest, host: at?.host ?? null, step: at?.step ?? null, tried: at?.tried ?? null };
}

/** The switch times of each batch, and the milliseconds its hosts were apart; empty until the job has ended. */
function switchesOf({ settlement }: RequestRecord): Record<string, unknown>[] {
  const { switches = [] } = (settlement?.facts ?? {}) as Partial<ReleaseFindings>;
  return switches.map(({ spreadMs, ...times }) => ({ ...times, spread_ms: spreadMs }));
}

/** A request as `/rex/jobs/:id` shows it: its phase, the phase of each app, and the errors so far. */
export function jobView(request: RequestRecord): Record<string, unknown> {
  const { id, wire, caller, state, phase, acceptedAt, settledAt, cancelledBy, settlement } = request;
  const { rollout, batch, retryOf, apps } = request;
  const { note = null, onBehalfOf = null } = redact(remarksIn(request.request));
  return {
    job: id,
    action: wire.action,
    parameters: redact(wire.parameters),
    caller,
    state,
    phase,
    outcome: settlement?.outcome ?? null,
    accepted_at: acceptedAt.toISOString(),
    settled_at: settledAt?.toISOString() ?? null,
    cancelled_by: cancelledBy,
    retry_of: retryOf,
    versions: versionsOf(apps.map(({ provenance }) => provenance)),
    ...{ note, on_behalf_of: onBehalfOf },
    rollout: { policy: rollout.policy, max_failures: rollout.maxFailures, confirm: rollout.confirm },
    batch,
    switches: switchesOf(request),
    ...mixedMember(settlement),
    trouble: shown(settlement?.trouble ?? request.phaseTrouble),
    apps: apps.map((part) => ({
      app_key: part.app.appKey,
      batch: part.batch,
      host: part.app.host,
      phase: part.phase,
      step: part.step,
      standing: part.standing,
      trouble: shown(part.trouble),
      waiting: part.waiting && { for: part.waiting.for, since: part.waiting.since },
      version: part.provenance.version ?? null,
      commit: part.provenance.commit ?? null,
    })),
  };
}

/** A key that changes whenever a watcher of the job should be notified. */
export function changeKey({ state, phase, phaseEnded, cancelledBy, waiting, apps }: RequestRecord): string {
  const parts = apps.map((part) => [
    part.phase,
    part.step,
    part.vote,
    part.standing,
    part.trouble?.code,
    part.waiting?.for,
  ]);
  return JSON.stringify([state, phase, phaseEnded, cancelledBy, waiting?.for, parts]);
}
