import { action } from './action.js';
import { k, queue, textParameter } from '../parameters/parameter.js';
import { spellWhenBusy, targetsOf, whenBusyOf } from '../parameters/words.js';

/** Takes apps over from another rexflow, or from what this one was before its database and store were lost. */
export const takeoverAction = action({
  kind: 'takeover',
  summary: 'Take apps over that belong to another rexflow, which is refused on their hosts from then on',
  parameters: { k, reason: textParameter('why, for the audit', 500), queue },
  required: ['k', 'reason'],
  example: { k: 'server', reason: 'ops1 was switched off on 3 May' },
  decode: ({ k: names, reason = '', queue: whenBusy }) => ({
    ...{ kind: 'takeover', targets: targetsOf(names), reason },
    ...whenBusyOf(whenBusy),
  }),
  encode: ({ reason, whenBusy }) => ({ reason, ...spellWhenBusy(whenBusy) }),
});
