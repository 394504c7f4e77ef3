import type { ScriptInstruction } from '../model/instruction.js';
import type { StepContext } from '../model/step.js';
import { lockSeconds } from './values.js';

const milliseconds = (seconds: number): number => Math.round(seconds * 1000);

/** A script that only looks: it takes no lock. */
export const lookInstruction = ({ settings }: StepContext, script: string): ScriptInstruction => ({
  do: 'script',
  script,
  deadlineMs: milliseconds(settings.command),
});

/** A script that may take `seconds` after it has got the lock of its app on the host, for which it may wait. */
export const lockedInstruction = (context: StepContext, script: string, seconds: number): ScriptInstruction => ({
  do: 'script',
  script,
  deadlineMs: milliseconds(lockSeconds(context) + seconds),
});
