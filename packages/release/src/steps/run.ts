import type { Request } from '#contract';
import type { Step } from '../model/step.js';
import { plainScript } from '../scripts/hostScript.js';

const runScript = plainScript({
  file: 'run',
  lib: ['startTime', 'session'],
  args: ['request', 'command', 'seconds'],
});

/** Beyond the time of the command: what it leaves is ended, and what it wrote is read to its end. */
const afterwardsSeconds = 20;

const commandOf = (request: Request): { command: string; within?: number } =>
  request.kind === 'run' || request.kind === 'runOnHosts' ? request : { command: '' };

/** `run`: a caller's command, for a shell of its own. It is read from a file, the only place where a caller's text is a command. */
export const runCommandStep: Step = {
  name: 'run',
  instruct: ({ app, requestId, request, settings }) => {
    const { command, within: seconds = settings.command } = commandOf(request);
    return {
      do: 'script',
      script: runScript({ request: `${requestId}.${app.id}`, command, seconds }),
      // It ends by itself; who comes again while it runs waits for that end.
      deadlineMs: Math.round((seconds + afterwardsSeconds) * 1000),
    };
  },
};
