import { action } from './action.js';
import { choiceParameter } from '../parameters/parameter.js';

/** Frees leases that nobody will free any more. */
export const deployDbInitdbAction = action({
  kind: 'freeLeases',
  summary: 'Free the leases whose holder no longer lives',
  parameters: { force: choiceParameter('1 frees every lease', ['0', '1'], '0') },
  required: [],
  example: {},
  decode: ({ force }) => ({ kind: 'freeLeases', all: force === '1' }),
  encode: ({ all }) => ({ force: all ? '1' : '0' }),
});
