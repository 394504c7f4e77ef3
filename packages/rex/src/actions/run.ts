import { action } from './action.js';
import { commandParameter, k } from '../parameters/parameter.js';
import { targetsOf } from '../parameters/words.js';

/** Runs one shell command on the host of every app. */
export const runCommandAction = action({
  kind: 'run',
  summary: 'Run a shell command on the hosts',
  parameters: { k, cmd: commandParameter('shell command, as the ssh user of the host') },
  required: ['k', 'cmd'],
  example: { k: 'server', cmd: 'uptime' },
  decode: ({ k: names, cmd = '' }) => ({ kind: 'run', targets: targetsOf(names), command: cmd }),
  encode: ({ command }) => ({ cmd: command }),
});
