import { type AppResult, type Outcome, type Settlement, warningMembers, warningsIn } from '#contract';
import type { TargetRecord, RequestRecord } from '#records';
import { workflows } from '#release';
import type { StepSummary } from './summarizeSteps.js';

/** The phase whose host result decides the outcome of an app: the last one of its workflow. */
const lastPhase = ({ request: { kind } }: RequestRecord) => workflows[kind]!.phases.at(-1)!;

function appResult(
  request: RequestRecord,
  { app, phase, vote, step, standing, trouble, facts }: TargetRecord,
): AppResult {
  const after = (phase === 'wrapUp' || phase === 'hooksUndo') && standing === 'new';
  const done = (phase === lastPhase(request) || after) && vote === 'done';
  return {
    appKey: app.appKey,
    outcome: done ? 'done' : trouble ? 'failed' : 'skipped',
    standing: standing ?? (request.recorded ? 'old' : null),
    step,
    trouble,
    facts,
  };
}

function outcomeOf(request: RequestRecord, apps: AppResult[]): Outcome {
  const done = apps.filter((app) => app.outcome === 'done').length;
  // Some phases that run once have a result for each app.
  const perApp = request.apps.some((app) => app.vote !== null) || (apps.length > 0 && lastPhase(request) !== 'stage');
  if (request.phaseTrouble === null && (!perApp || done === apps.length)) return 'done';
  const cancelled =
    request.cancelledBy !== null &&
    (request.phaseTrouble === null || request.phaseTrouble.code === 'CANCELLED') &&
    apps.every((app) => app.trouble === null || app.trouble.code === 'CANCELLED');
  if (cancelled && done === 0) return 'cancelled';
  return done > 0 ? 'partial' : 'failed';
}

/** The settlement of a request, from its records. */
export function buildSettlement(
  request: RequestRecord,
  { switches, warnings: hostWarnings }: Pick<StepSummary, 'switches' | 'warnings'>,
): Settlement {
  const apps = request.apps.map((app) => appResult(request, app));
  const first = apps.find((app) => app.trouble !== null)?.trouble ?? null;
  const warnings = [...warningsIn(request.facts), ...hostWarnings];
  return {
    outcome: outcomeOf(request, apps),
    trouble: request.phaseTrouble ?? first,
    apps,
    facts: {
      ...request.facts,
      ...(switches.length > 0 ? { switches } : {}),
      ...(warnings.length > 0 ? warningMembers(warnings) : {}),
    },
  };
}
