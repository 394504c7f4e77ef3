import type { SwitchFindings } from '#contract';
import type { TargetRecord, RequestRecord, RollbackBookkeeping } from '#records';
import { mergeFacts, type Facts } from '#release';
import type { WorkerDeps } from '../state/dependencies.js';
import { warningsOfApp } from '../host/warnings.js';

/** What the steps of a settling request say about it as a whole. */
export interface StepSummary {
  switches: SwitchFindings[];
  rollbacks: RollbackBookkeeping[];
  /** What was met on hosts and did not keep the request from going on. */
  warnings: string[];
}

interface TargetFacts {
  app: TargetRecord;
  facts: Facts;
}

/**
 * When the hosts of each batch were switched: the first and the last rename as this side heard of them, and the time
 * between. A batch nobody heard of is left out.
 */
function switchesOf(targets: readonly TargetFacts[]): SwitchFindings[] {
  const batches = [...new Set(targets.map(({ app }) => app.batch))].sort((a, b) => a - b);
  return batches.flatMap((batch) => {
    const heard = targets.filter(({ app, facts }) => app.batch === batch && facts.switched_heard !== undefined);
    if (heard.length === 0) return [];
    const times = heard.map(({ facts }) => Number(facts.switched_heard));
    const [first, last] = [Math.min(...times), Math.max(...times)];
    const iso = (ms: number): string => new Date(ms).toISOString();
    return [{ batch, hosts: heard.length, first: iso(first), last: iso(last), spreadMs: last - first }];
  });
}

/** Counted only now: a rollback that was undone again has left nothing behind. */
function rollbacksOf(request: RequestRecord, targets: readonly TargetFacts[]): RollbackBookkeeping[] {
  const { request: asked } = request;
  if (asked.kind !== 'rollback') return [];
  const stayed = targets.filter(
    ({ app, facts }) => app.phase === 'activate' && app.vote === 'done' && facts.target_record,
  );
  return stayed.map(({ facts }) => ({
    source: facts.target_record!,
    unmark: asked.to.kind === 'marked',
    left: facts.left_record || null,
    maker: facts.maker_record || null,
  }));
}

/** See Closing. */
export async function summarizeSteps(deps: WorkerDeps, request: RequestRecord): Promise<StepSummary> {
  if (!request.exclusive) return { switches: [], rollbacks: [], warnings: [] };
  const targets = await Promise.all(
    request.apps.map(async (app) => ({
      app,
      facts: mergeFacts(await deps.records.stepHistory(request.id, app.app.appKey)),
    })),
  );
  return {
    switches: switchesOf(targets),
    rollbacks: rollbacksOf(request, targets),
    warnings: targets.flatMap(({ app, facts }) => warningsOfApp(app.app, facts)),
  };
}
