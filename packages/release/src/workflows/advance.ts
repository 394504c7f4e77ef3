import type { ErrorReport } from '#contract';
import { staysForward } from '../model/hook.js';
import type { Facts } from '../model/instruction.js';
import type { Pipeline } from './workflows.js';
import type { Step, StepContext } from '../model/step.js';

/** One step of one app as the records hold it. A step that began and has no end was interrupted. */
export interface StepRecord {
  step: string;
  state: 'begun' | 'done' | 'failed';
  facts: Facts;
  trouble: ErrorReport | null;
  /** Its first begin, where that is known. */
  begunAt?: Date;
}

export type Next =
  | { do: 'step'; step: Step; undoing: boolean }
  | { do: 'end'; outcome: 'done' }
  /** `unreached`: what went wrong is that the host could not be asked, so nothing was undone there either. */
  | { do: 'end'; outcome: 'failed'; trouble: ErrorReport; undo: 'none' | 'done' | 'failed' | 'unreached' };

/** All facts of the steps of a history; those of later steps win. */
export function mergeFacts(history: readonly StepRecord[]): Facts {
  return Object.assign({}, ...history.map((record) => record.facts)) as Facts;
}

const last = (history: readonly StepRecord[], step: Step): StepRecord | undefined =>
  history.findLast((record) => record.step === step.name);

/**
 * Gives what is to be done next on one host: the first step of the pipeline that applies and has not ended well; after a
 * failure the undo steps, and a look where those failed, too. A step that only began is given again: steps look before they act. Pure, so the same answer
 * serves a first run, a resume after a crash, and a preview.
 */
export function advance(pipeline: Pipeline, history: readonly StepRecord[], context: StepContext): Next {
  const known: StepContext = { ...context, facts: { ...context.facts, ...mergeFacts(history) } };
  for (const step of pipeline.steps) {
    const record = last(history, step);
    if (record?.state === 'done') continue;
    if (record?.state === 'failed') {
      if (step.optional) continue;
      return undo(pipeline, history, known, record.trouble!);
    }
    if (record || (step.applies?.(known) ?? true)) return { do: 'step', step, undoing: false };
  }
  return { do: 'end', outcome: 'done' };
}

type Undone = Extract<Next, { outcome: 'failed' }>['undo'];

function undo(pipeline: Pipeline, history: readonly StepRecord[], context: StepContext, trouble: ErrorReport): Next {
  const end = (undone: Undone): Next => {
    const looked = pipeline.look && last(history, pipeline.look);
    if (pipeline.look && (undone === 'failed' || undone === 'none') && (!looked || looked.state === 'begun'))
      return { do: 'step', step: pipeline.look, undoing: true };
    return { do: 'end', outcome: 'failed', trouble, undo: undone };
  };
  if (trouble.kind === 'broken') return end('unreached');
  for (const step of pipeline.undo) {
    const record = last(history, step);
    if (record?.state === 'done') continue;
    if (record?.state === 'failed') {
      if (step.optional) continue;
      return end(record.trouble?.kind === 'broken' ? 'unreached' : 'failed');
    }
    if (record || (step.applies?.(context) ?? true)) return { do: 'step', step, undoing: true };
  }
  return end(pipeline.undo.length > 0 && !staysForward(context) ? 'done' : 'none');
}
