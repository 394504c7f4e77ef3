import { text, type Schema } from '#contract/schema';
import { descriptionOf, type SettingId } from './descriptions.js';
import { settingsSection } from './words.js';

const name = (says: SettingId): Schema<string> =>
  text(descriptionOf(says), { pattern: '^[A-Za-z_][A-Za-z0-9_.-]{0,31}$' });

/** Whose the files of an app are on its host. */
export const ownerSection = settingsSection('setting.owner', {
  user: name('setting.owner.user'),
  group: name('setting.owner.group'),
  // Its owner may do with it what its modes say: who released it could not work with anything else.
  umask: text(descriptionOf('setting.owner.umask'), { pattern: '^0?0[0-7]{2}$' }),
});
