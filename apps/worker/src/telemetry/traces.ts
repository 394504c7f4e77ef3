import type { Phase, Settlement } from '#contract';
import type { App } from '#release';
import type { RequestRecord } from '#records';
import { rootSpan } from '#tracing';
import type { WorkerDeps } from '../state/dependencies.js';

const work = 'work';
const phasePart = (phase: Phase, batch: number): string => `phase/${phase}/${batch}`;

/** Traces a finished request: the span since it was accepted. */
export function traceSettled(
  { tracing, now }: WorkerDeps,
  request: RequestRecord,
  { outcome, trouble }: Settlement,
): void {
  const { id, wire, acceptedAt, apps } = request;
  tracing.tell({
    requestId: id,
    part: work,
    within: rootSpan,
    name: wire.action,
    kind: 'own',
    begunAt: acceptedAt,
    endedAt: now(),
    trouble: outcome === 'done' ? null : (trouble?.code ?? outcome),
    attributes: { 'rexflow.action': wire.action, 'rexflow.outcome': outcome, 'rexflow.apps': apps.length },
  });
}

/** Traces a phase that has ended, on all its apps or as a whole. */
export function tracePhase(
  { tracing, now }: WorkerDeps,
  request: RequestRecord,
  { phase, batch, trouble }: { phase: Phase; batch: number; trouble: string | null },
): void {
  const endedAt = now();
  tracing.tell({
    requestId: request.id,
    part: phasePart(phase, batch),
    within: work,
    name: `phase ${phase}`,
    kind: 'own',
    begunAt: request.phaseAt ?? endedAt,
    endedAt,
    trouble,
    attributes: {
      'rexflow.phase': phase,
      'rexflow.batch': batch,
      'rexflow.outcome': trouble === null ? 'done' : 'failed',
    },
  });
}

/** One try of a step on a host; `again` when it is tried once more. */
export interface TracedStep {
  app: App;
  phase: Phase;
  step: string;
  /** Distinguishes it from other tries of the same step. */
  number: number;
  begunAt: Date;
  outcome: 'done' | 'failed' | 'again';
  trouble: string | null;
  bytes: string | undefined;
}

/** Traces one try of a step on a host. */
export function traceStep(
  { tracing, now }: WorkerDeps,
  request: Pick<RequestRecord, 'id' | 'batch'>,
  traced: TracedStep,
): void {
  const { app, phase, step, number, begunAt, outcome, trouble, bytes } = traced;
  tracing.tell({
    requestId: request.id,
    part: `step/${app.appKey}/${number}`,
    within: phasePart(phase, request.batch),
    name: step,
    kind: 'host',
    begunAt,
    endedAt: now(),
    trouble,
    attributes: {
      'rexflow.app': app.appKey,
      'rexflow.group': app.group,
      'rexflow.phase': phase,
      'rexflow.step': step,
      'rexflow.outcome': outcome,
      'rexflow.sent_bytes': bytes === undefined ? undefined : Number(bytes),
      'server.address': app.host,
    },
  });
}
