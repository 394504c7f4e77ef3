import { label } from '../language/index.js';
import { statedWords } from '../language/statedWords.js';

/** A key without the places of lists in it. */
const plainKey = (key: string): string => key.replaceAll(/\[\d+\]/g, '');

/** What people call a setting; one that this page has no word for yet keeps its key. */
export const settingName = (key: string): string => label('setting', plainKey(key));

/** What a setting is for, as the schema says; in Chinese where there is a statement of it. */
export function SettingHelp({ name, description }: { name: string; description: string | undefined }) {
  if (description === undefined) return null;
  const statement = { id: `setting.${plainKey(name)}`, details: {} };
  const { message, lang } = statedWords({ message: description, statement });
  return (
    <span class="muted field-help" lang={lang}>
      {message}
    </span>
  );
}
