import type { Action } from './action.js';
import { commandParameter, k } from '../parameters/parameter.js';

/** Runs one shell command on the host of every app. */
export const runCommandAction: Action = {
  name: 'run',
  summary: 'Run a shell command on the hosts',
  parameters: { k, cmd: commandParameter('shell command, as the ssh user of the host') },
  required: ['k', 'cmd'],
  example: { k: 'server', cmd: 'uptime' },
};
