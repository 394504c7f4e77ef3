import { existsSync } from 'node:fs';
import { setupText } from '../language/setupText.js';
import type { Made, SetupStep } from './action.js';
import { entryOf } from './owner.js';
import { perform, stepDone } from './perform.js';
import type { SetupRecord } from './record.js';
import { SetupError } from './setupError.js';

/** Hears of each step. */
export interface SetupProgress {
  already: (step: SetupStep, place: string) => void;
  begins: (step: SetupStep, place: string) => void;
}

/** Whether something was there before this setup: then it is not ours to take away. */
async function isThere({ kind, name }: Made): Promise<boolean> {
  if (kind === 'user') return (await entryOf('passwd', name)) !== null;
  if (kind === 'group') return (await entryOf('group', name)) !== null;
  return ['directory', 'tree', 'file'].includes(kind) && existsSync(name);
}

async function fresh(makes: readonly Made[]): Promise<Made[]> {
  const found = await Promise.all(makes.map(isThere));
  return makes.filter((_, index) => !found[index]);
}

/**
 * Does what is not done yet, step by step. Each is in the record before it is begun: a run that was killed anywhere is continued by the
 * next one. Throws why a step cannot be done.
 */
export async function runPlan(
  steps: readonly SetupStep[],
  record: SetupRecord,
  progress: SetupProgress,
): Promise<number> {
  let changed = 0;
  for (const [index, step] of steps.entries()) {
    const place = `${index + 1}/${steps.length}`;
    const { id, actions, makes, allowed } = step;
    if (!record.wasBegun(id) && (await stepDone(step, record.finished(id)))) {
      progress.already(step, place);
      record.finish(id);
      continue;
    }
    await allowed?.();
    progress.begins(step, place);
    record.begin(id, await fresh(makes));
    for (const action of actions) await perform(action);
    if (!(await stepDone(step, true))) throw new SetupError(setupText('error.notDone', { title: step.title }));
    record.finish(id);
    changed += 1;
  }
  return changed;
}
