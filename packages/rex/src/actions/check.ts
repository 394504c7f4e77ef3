import type { Action } from './action.js';
import { k } from '../parameters/parameter.js';

/** Looks at processes, init script and directories on the hosts. */
export const checkAction: Action = {
  name: 'check',
  summary: 'Look whether the application runs and its directories exist',
  parameters: { k },
  required: ['k'],
  example: { k: 'server1 server2' },
};
