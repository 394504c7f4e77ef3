import type { Action } from './action.js';
import { k } from '../parameters/parameter.js';

/** Holds what is live on the hosts against what was released there. */
export const driftAction: Action = {
  name: 'drift',
  summary: 'Tell whether what is live still is exactly what was released',
  parameters: { k },
  required: ['k'],
  example: { k: 'server1 server2' },
};
