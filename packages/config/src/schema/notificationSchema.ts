import { actionNames, outcomes, requestKinds, type RequestKind } from '#contract';
import { choiceField, secret, section, textField, type Field, type Leaf, type List } from './fields.js';

const several = (description: string, expected: string, items: Field): List => ({
  type: 'array',
  description,
  expected,
  default: [],
  items,
});

const jobs = (Object.keys(actionNames) as RequestKind[])
  .filter((kind) => requestKinds[kind].runs === 'worker')
  .map((kind) => actionNames[kind]);
const word = (description: string, words: readonly string[]): Leaf => ({
  ...choiceField(description, words, ''),
  default: undefined,
});

/** The webhooks that are notified of settled requests. */
export const notifications: List = several(
  'Webhooks that are notified of finished requests.',
  'a list of webhooks',
  section(
    'A webhook.',
    {
      name: textField('Names it in the table of deliveries and in the log.', {
        pattern: '^[A-Za-z0-9._-]{1,64}$',
        expected: 'a name of up to 64 letters, digits, ., - and _',
      }),
      url: secret('Where the notification is posted to.', {
        pattern: '^https?://[^\\s]+$',
        expected: 'an http:// or https:// address',
      }),
      secret: secret('Key of the signature.', { nullable: true, default: null, minLength: 1 }),
      on: several('Outcomes it is notified of; none means all.', 'a list of outcomes', word('An outcome.', outcomes)),
      actions: several(
        'Actions it is notified of; none means those that change apps.',
        'a list of actions',
        word('An action.', jobs),
      ),
    },
    ['name', 'url'],
  ),
);
