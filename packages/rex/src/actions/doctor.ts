import type { Action } from './action.js';
import { k } from '../parameters/parameter.js';

/** Looks whether the hosts have what a release needs. */
export const doctorAction: Action = {
  name: 'doctor',
  summary: 'Look whether the hosts have what a release needs, and tell what to do where not',
  parameters: { k },
  required: ['k'],
  example: { k: 'server1 server2' },
};
