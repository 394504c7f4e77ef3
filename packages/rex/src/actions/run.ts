import type { Action } from './action.js';
import { command, k } from '../parameters/parameter.js';

/** Runs one shell command on the host of every app. */
export const run: Action = {
  name: 'run',
  summary: 'Run a shell command on the hosts',
  parameters: { k, cmd: command('shell command, as the ssh user of the host') },
  required: ['k', 'cmd'],
  example: { k: 'server', cmd: 'uptime' },
};
