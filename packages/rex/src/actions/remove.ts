import { action } from './action.js';
import { digestParameter, k, queue, textParameter } from '../parameters/parameter.js';
import { spellWhenBusy, targetsOf, whenBusyOf } from '../parameters/words.js';

const at = textParameter(
  'the host that the app was released to before it came to the one it is on now, as problems name it',
  200,
);
const atOf = (given: string | undefined): { at?: string } => (given ? { at: given } : {});
const spellAt = ({ at: host }: { at?: string | undefined }): { at?: string } =>
  host === undefined ? {} : { at: host };

/** What removing apps would take away from their hosts. */
export const removalAction = action({
  kind: 'removal',
  summary: 'Tell what removing apps would take away from their hosts, and what would stay there',
  parameters: { k, at },
  required: ['k'],
  example: { k: 'server1' },
  decode: ({ k: names, at: host }) => ({ kind: 'removal', targets: targetsOf(names), ...atOf(host) }),
  encode: spellAt,
});

/** Takes away from its host what rexflow made of an app. */
export const removeAction = action({
  kind: 'remove',
  summary: 'Stop an app and take away from its host what rexflow made of it, as a removal told it',
  parameters: { k, plan: digestParameter('the plan that a removal of this app told'), at, queue },
  required: ['k', 'plan'],
  example: { k: 'server1', plan: '0'.repeat(64) },
  decode: ({ k: names, plan = '', at: host, queue: whenBusy }) => ({
    ...{ kind: 'remove', targets: targetsOf(names), plan },
    ...atOf(host),
    ...whenBusyOf(whenBusy),
  }),
  encode: ({ plan, at: host, whenBusy }) => ({ plan, ...spellAt({ at: host }), ...spellWhenBusy(whenBusy) }),
});
