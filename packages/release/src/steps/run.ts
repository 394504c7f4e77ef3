import type { Step } from '../model/step.js';
import { plainScript } from '../scripts/hostScript.js';

const runScript = plainScript({
  file: 'run',
  lib: ['startTime'],
  args: ['request', 'command', 'seconds'],
});

/** `run`: a caller's command. It is one quoted argument of `sh -c`, the only place where a caller's text is a command. */
export const runCommandStep: Step = {
  name: 'run',
  instruct: ({ app, requestId, request, settings }) => ({
    do: 'script',
    script: runScript({
      request: `${requestId}.${app.id}`,
      command: request.kind === 'run' ? request.command : '',
      seconds: settings.command,
    }),
    // It ends by itself; who comes again while it runs waits for that end.
    deadlineMs: Math.round((settings.command + 10) * 1000),
  }),
};
