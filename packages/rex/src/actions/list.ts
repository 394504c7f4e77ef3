import type { Action } from './action.js';

/** Names what can be named in `k`. */
export const listAction: Action = {
  name: 'list',
  summary: 'List the groups and the apps of this environment',
  parameters: {},
  required: [],
  example: {},
};
