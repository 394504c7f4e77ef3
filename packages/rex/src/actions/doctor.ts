import { plainAction } from './action.js';

/** Looks whether the hosts have what a release needs. */
export const doctorAction = plainAction({
  kind: 'doctor',
  summary: 'Look whether the hosts have what a release needs, and tell what to do where not',
  example: { k: 'server1 server2' },
});
