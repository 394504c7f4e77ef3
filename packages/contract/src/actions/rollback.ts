import type { Action } from './action.js';
import { choice, k, queue } from './parameter.js';

/** Puts an earlier release back. */
export const rollback: Action = {
  name: 'rollback',
  summary: 'Go back to an earlier release',
  parameters: {
    k,
    rollstatus: choice('0 goes back one release; 1 goes to the one record marked with rollStatus=1', ['0', '1'], '0'),
    queue,
  },
  required: ['k'],
  example: { k: 'server', rollstatus: '0' },
  kind: 'job',
  changes: true,
  recorded: true,
};
