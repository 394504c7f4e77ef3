import { versionSources } from '#contract';
import { choiceField, listField, section, textField, type Leaf } from './fields.js';

/** What may stand in braces in a template of an address. */
export const linkPlaceholders = ['group', 'version', 'commit', 'branch', 'build'] as const;

const template = (description: string): Leaf<string> =>
  textField(description, {
    pattern: '^(https?://[^\\s\\u0000-\\u001f\\u007f]+)?$',
    expected: `an http:// or https:// address, which may hold {${linkPlaceholders.join('}, {')}}, or nothing`,
    default: '',
  });

/** Where versions come from, and where they lead to. */
export const versionsSection = section('What is known of the programs that are released.', {
  from: {
    ...listField(
      'Where the version of a program is looked for when a request does not tell it, in this order; empty is nowhere.',
      `a list of ${versionSources.join(', ')}`,
      choiceField('One place.', versionSources),
    ),
    default: [...versionSources],
  },
  links: section('Addresses that versions lead to.', {
    commit: template('Address of a commit; empty is none.'),
    build: template('Address of a build that is known by its number or name; empty is none.'),
  }),
});
