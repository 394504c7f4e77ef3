import { actionNames, outcomes, requestKinds, type RequestKind } from '#contract';
import { choiceField, listField, secret, section, textField } from './fields.js';

const jobs = (Object.keys(actionNames) as RequestKind[])
  .filter((kind) => requestKinds[kind].runs === 'worker')
  .map((kind) => actionNames[kind]);
/** The webhooks that are notified of settled requests. */
export const notifications = listField(
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
      on: listField(
        'Outcomes it is notified of; none means all.',
        'a list of outcomes',
        choiceField('An outcome.', outcomes),
      ),
      actions: listField(
        'Actions it is notified of; none means those that change apps.',
        'a list of actions',
        choiceField('An action.', jobs),
      ),
    },
    ['name', 'url'],
  ),
);
