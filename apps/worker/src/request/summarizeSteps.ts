import { type SwitchFindings, type Warning } from '#contract';
import type { TargetRecord, RequestRecord, RollbackBookkeeping } from '#records';
import { mergeFacts, type Facts } from '#release';
import type { WorkerDeps } from '../state/dependencies.js';
import { hookWarnings } from './hookWarnings.js';
import { inOneLine, warningsOfApp } from '../host/warnings.js';

/** The facts about a finishing request as a whole, from its steps. */
export interface StepSummary {
  switches: SwitchFindings[];
  rollbacks: RollbackBookkeeping[];
  /** Warnings from hosts that did not keep the request from going on. */
  warnings: Warning[];
}

interface TargetFacts {
  app: TargetRecord;
  facts: Facts;
}

/**
 * Switch times of each batch: the first and the last rename by the worker's clock, and the time between. A batch without any
 * is left out.
 */
function switchesOf(targets: readonly TargetFacts[]): SwitchFindings[] {
  const batches = [...new Set(targets.map(({ app }) => app.batch))].sort((a, b) => a - b);
  return batches.flatMap((batch) => {
    const switched = targets.filter(({ app, facts }) => app.batch === batch && facts.switched_heard !== undefined);
    if (switched.length === 0) return [];
    const times = switched.map(({ facts }) => Number(facts.switched_heard));
    const [first, last] = [Math.min(...times), Math.max(...times)];
    const iso = (ms: number): string => new Date(ms).toISOString();
    return [{ batch, hosts: switched.length, first: iso(first), last: iso(last), spreadMs: last - first }];
  });
}

/** The rollbacks to count, only at the end: one that was undone again has left nothing behind. */
function rollbacksOf(request: RequestRecord, targets: readonly TargetFacts[]): RollbackBookkeeping[] {
  const { request: asked } = request;
  if (asked.kind !== 'rollback') return [];
  const stayed = targets.filter(
    ({ app, facts }) => app.standing === 'new' && app.vote === 'done' && facts.target_record,
  );
  return stayed.map(({ facts }) => ({
    source: facts.target_record!,
    unmark: asked.to.kind === 'marked',
    left: facts.left_record || null,
    maker: facts.maker_record || null,
  }));
}

/** Summarizes the steps of a request; empty for one that changes nothing. */
export async function summarizeSteps(deps: WorkerDeps, request: RequestRecord): Promise<StepSummary> {
  if (!request.exclusive) return { switches: [], rollbacks: [], warnings: [] };
  const targets = await Promise.all(
    request.apps.map(async (app) => {
      const history = await deps.records.stepHistory(request.id, app.app.appKey);
      return { app, facts: mergeFacts(history), ofHooks: hookWarnings(request, app, history) };
    }),
  );
  return {
    switches: switchesOf(targets),
    rollbacks: rollbacksOf(request, targets),
    warnings: inOneLine(targets.flatMap(({ app, facts, ofHooks }) => warningsOfApp(app.app, facts, ofHooks))),
  };
}
