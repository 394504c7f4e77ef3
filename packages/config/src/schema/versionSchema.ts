import { versionSources } from '#contract';
import { choiceField, listField, section, textField, type Leaf } from './fields.js';

const ofProgram = ['group', 'version', 'commit', 'branch', 'build'] as const;

/** What may stand in braces in each template of an address, and what has to. */
export const linkPlaceholders = {
  commit: { known: ofProgram, needed: ['commit'] },
  build: { known: ofProgram, needed: ['build'] },
  compare: { known: ['group', 'from', 'to'], needed: ['from', 'to'] },
} as const satisfies Readonly<Record<string, { known: readonly string[]; needed: readonly string[] }>>;

const template = (name: keyof typeof linkPlaceholders, description: string): Leaf<string> =>
  textField(description, {
    pattern: '^(https?://[^\\s\\u0000-\\u001f\\u007f]+)?$',
    expected: `an http:// or https:// address, which may hold {${linkPlaceholders[name].known.join('}, {')}}, or nothing`,
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
    commit: template('commit', 'Address of a commit; empty is none.'),
    build: template('build', 'Address of a build that is known by its number or name; empty is none.'),
    compare: template('compare', 'Address of what lies between two commits; empty is none.'),
  }),
});
