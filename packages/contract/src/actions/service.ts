import { serviceOperations } from '../request/lists.js';
import type { Action } from './action.js';
import { choice, k, queue } from './parameter.js';

/** Starts, stops or restarts applications. */
export const service: Action = {
  name: 'service',
  summary: 'Start, stop or restart the application',
  parameters: { k, a: choice('what to do', serviceOperations), queue },
  required: ['k', 'a'],
  example: { k: 'server', a: 'restart' },
  kind: 'job',
  changes: true,
  recorded: false,
};
