import { serviceOperations } from '#contract';
import type { Action } from './action.js';
import { choiceParameter, k, queue } from '../parameters/parameter.js';

/** Starts, stops or restarts applications. */
export const serviceAction: Action = {
  name: 'service',
  summary: 'Start, stop or restart the application',
  parameters: { k, a: choiceParameter('what to do', serviceOperations), queue },
  required: ['k', 'a'],
  example: { k: 'server', a: 'restart' },
};
