import { action, plainAction } from './action.js';
import { digestParameter, k, queue } from '../parameters/parameter.js';
import { spellWhenBusy, targetsOf, whenBusyOf } from '../parameters/words.js';

/** What removing apps would take away from their hosts. */
export const removalAction = plainAction({
  kind: 'removal',
  summary: 'Tell what removing apps would take away from their hosts, and what would stay there',
  example: { k: 'server1' },
});

/** Takes away from its host what rexflow made of an app. */
export const removeAction = action({
  kind: 'remove',
  summary: 'Stop an app and take away from its host what rexflow made of it, as a removal told it',
  parameters: { k, plan: digestParameter('the plan that a removal of this app told'), queue },
  required: ['k', 'plan'],
  example: { k: 'server1', plan: '0'.repeat(64) },
  decode: ({ k: names, plan = '', queue: whenBusy }) => ({
    ...{ kind: 'remove', targets: targetsOf(names), plan },
    ...whenBusyOf(whenBusy),
  }),
  encode: ({ plan, whenBusy }) => ({ plan, ...spellWhenBusy(whenBusy) }),
});
