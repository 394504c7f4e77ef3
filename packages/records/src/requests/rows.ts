import type { Phase, Request, RequestState, Settlement, Standing, ErrorReport, WantedDirectories } from '#contract';
import { storedApp, type ResolvedStrategy } from '#release';
import { fromUtc } from '../base/times.js';
import { policyAfterCancel, toPause, type PauseRow } from './paused.js';
import { toProvenance, type ProvenanceRow } from './provenance.js';
import type { TargetRecord, TargetWaiting, RequestHead, RequestRecord, WireRequest } from '../base/types.js';
import type { Decode } from '../base/settings.js';

/** The columns of a request that do not grow with its apps. */
interface Head {
  id: string;
  action: string;
  parameters: string;
  request: string | null;
  caller: string;
  exclusive: number;
  recorded: number;
  state: string;
  phase: string | null;
  phase_ended: number;
  batch: number;
  rollout: string | null;
  retry_of: string | null;
  stamp: string;
  accepted_at: string;
  phase_at: string | null;
  cancelled_by: string | null;
  cancel_then: string | null;
  directories: string | null;
}

export interface HeadRow extends Head {
  bundle: string | null;
}

export interface RequestRow extends Head, PauseRow {
  digest: string;
  finishes: number;
  waiting: string | null;
  phase_trouble: string | null;
  settled_at: string | null;
  bundle_digest: string | null;
  facts: string | null;
  settlement: string | null;
}

export interface AppRow extends ProvenanceRow {
  request_id: string;
  app: string;
  random_str: string;
  batch: number;
  waiting: string | null;
  phase: string | null;
  vote: string | null;
  step: string | null;
  standing: string | null;
  trouble: string | null;
  facts: string | null;
}

/** The fields of a request that has not begun. */
export const unbegun = {
  phase: null,
  phaseEnded: false,
  batch: 0,
  phaseTrouble: null,
  phaseAt: null,
  settledAt: null,
  cancelledBy: null,
  paused: null,
  bundleDigest: null,
  settlement: null,
  waiting: null,
} satisfies Partial<RequestRecord>;
/** The fields of an app's part of a request that has not begun. */
export const untouched = {
  waiting: null,
  phase: null,
  vote: null,
  step: null,
  standing: null,
  trouble: null,
} satisfies Partial<TargetRecord>;

/** The strategy of requests that an older version stored. */
const allAtOnce: ResolvedStrategy = { policy: 'stop', maxFailures: 0, batchSize: 1_000_000, confirm: 0 };

const parsed = <T>(text: string | null): T | null => (text === null ? null : (JSON.parse(text) as T));
const instant = (text: string | null): Date | null => (text === null ? null : fromUtc(text));

/** An app's part of a request from its row. */
export function toAppRecord(row: AppRow): TargetRecord {
  return {
    app: storedApp(row.app),
    randomStr: row.random_str,
    batch: row.batch,
    waiting: parsed<TargetWaiting>(row.waiting),
    provenance: toProvenance(row),
    phase: row.phase as Phase | null,
    vote: row.vote as 'done' | 'failed' | null,
    step: row.step,
    standing: row.standing as Standing | null,
    trouble: parsed<ErrorReport>(row.trouble),
    facts: parsed<Record<string, unknown>>(row.facts) ?? {},
  };
}

/** A request in both its forms; a row of an older program has the one in the words of `/rex` alone. */
export function toRequest(
  row: Pick<Head, 'action' | 'parameters' | 'request'>,
  decode: Decode,
): { request: Request; wire: WireRequest } {
  const { action } = row;
  const parameters = JSON.parse(row.parameters) as Record<string, string>;
  return { request: parsed<Request>(row.request) ?? decode(action, parameters), wire: { action, parameters } };
}

const headOf = (row: Head, decode: Decode) => ({
  id: row.id,
  ...toRequest(row, decode),
  caller: row.caller,
  state: row.state as RequestState,
  phase: row.phase as Phase | null,
  phaseEnded: row.phase_ended === 1,
  batch: row.batch,
  rollout: { ...(parsed<ResolvedStrategy>(row.rollout) ?? allAtOnce), ...policyAfterCancel(row) },
  retryOf: row.retry_of,
  exclusive: row.exclusive === 1,
  recorded: row.recorded === 1,
  stamp: row.stamp,
  acceptedAt: fromUtc(row.accepted_at),
  phaseAt: instant(row.phase_at),
  cancelledBy: row.cancelled_by,
  directories: parsed<WantedDirectories>(row.directories) ?? {},
});

/** A request without what grows with its apps. */
export const toRequestHead = (row: HeadRow, decode: Decode): RequestHead => ({
  ...headOf(row, decode),
  bundle: row.bundle,
});

/** A request from its row and the rows of its apps. */
export function toRequestRecord(row: RequestRow, apps: AppRow[], decode: Decode): RequestRecord {
  return {
    ...headOf(row, decode),
    finishes: row.finishes === 1,
    phaseTrouble: parsed<ErrorReport>(row.phase_trouble),
    settledAt: instant(row.settled_at),
    bundleDigest: row.bundle_digest,
    facts: parsed<Record<string, unknown>>(row.facts) ?? {},
    settlement: parsed<Settlement>(row.settlement),
    waiting: parsed<TargetWaiting>(row.waiting),
    paused: toPause(row),
    apps: apps.map(toAppRecord),
  };
}
