import { action } from './action.js';

/** Names what can be named in `k`. */
export const listAction = action({
  kind: 'list',
  summary: 'List the groups and the apps of this environment',
  parameters: {},
  required: [],
  example: {},
  decode: () => ({ kind: 'list' }),
  encode: () => ({}),
});
