import { plainAction } from './action.js';

/** Holds what is live on the hosts against what was released there. */
export const driftAction = plainAction({
  kind: 'drift',
  summary: 'Tell whether what is live still is exactly what was released',
  example: { k: 'server1 server2' },
});
