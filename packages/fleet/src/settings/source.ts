import { applyModes, sourceTypes, type GroupSourceType } from '#contract/lists';
import { map, text, word, type Of } from '#contract/schema';
import { descriptionOf } from './descriptions.js';
import { line, secretReference, settingsSection } from './words.js';

/** Where a release takes the program of a group from that is not told. */
export const sourceSection = settingsSection('setting.source', {
  type: word(sourceTypes, descriptionOf('setting.source.type')),
  url: line('setting.source.url', { minLength: 1, maxLength: 2000 }),
  sha256: text(descriptionOf('setting.source.sha256'), { pattern: '^([0-9a-f]{64}|\\{url\\}\\.sha256)$' }),
  repository: line('setting.source.repository', { minLength: 1, maxLength: 2000 }),
  ref: line('setting.source.ref', { minLength: 1, maxLength: 255 }),
  name: line('setting.source.name', { pattern: '^[A-Za-z][A-Za-z0-9_-]{0,31}$' }),
  authorization: secretReference('setting.source.authorization'),
  headers: {
    ...map(secretReference('setting.source.headers.value'), descriptionOf('setting.source.headers')),
    maxProperties: 5,
  },
  apply: word(applyModes, descriptionOf('setting.source.apply')),
});

/** See `sourceSection`. */
export type SourceSettings = Of<typeof sourceSection>;

type Member = Exclude<keyof SourceSettings, 'type'>;

const asked = { authorization: 'possible', headers: 'possible' } as const;

/** What belongs to each type of source, and whether it is needed. */
export const membersOfSource: Readonly<
  Record<GroupSourceType, Readonly<Partial<Record<Member, 'needed' | 'possible'>>>>
> = {
  url: { url: 'needed', sha256: 'possible', ...asked, apply: 'possible' },
  git: { repository: 'needed', ref: 'possible', ...asked, apply: 'possible' },
  environment: { name: 'needed' },
  upload: { apply: 'possible' },
  updateDirectory: {},
};
