import { plainAction } from './action.js';

/** Looks at processes, init script and directories on the hosts. */
export const checkAction = plainAction({
  kind: 'check',
  summary: 'Look whether the application runs and its directories exist',
  example: { k: 'server1 server2' },
});
