import type { SetupAction, SetupStep } from './action.js';
import { blockDone, directoryDone, fileDone, makeBlock, makeDirectory, makeFile } from './files.js';
import { runCommand } from './runCommand.js';

/** Whether an action is so already; what only runs says nothing of itself. */
async function actionDone(action: SetupAction): Promise<boolean> {
  switch (action.kind) {
    case 'directory':
      return await directoryDone(action);
    case 'file':
      return await fileDone(action);
    case 'block':
      return blockDone(action);
    default:
      return true;
  }
}

/** Whether all of a step is so already. Changes nothing. */
export async function stepDone({ actions, done }: SetupStep, recorded: boolean): Promise<boolean> {
  for (const action of actions) if (!(await actionDone(action))) return false;
  return done === undefined ? recorded || actions.every(({ kind }) => !runs.includes(kind)) : await done(recorded);
}

const runs: readonly SetupAction['kind'][] = ['command', 'task'];

/** Does an action. */
export async function perform(action: SetupAction): Promise<void> {
  switch (action.kind) {
    case 'directory':
      return await makeDirectory(action);
    case 'file':
      return await makeFile(action);
    case 'block':
      return makeBlock(action);
    case 'command':
      await runCommand(action.words, action.input?.());
      return;
    case 'task':
      return await action.run();
  }
}
