import { label, language } from '../language/index.js';
import { settingHelp } from '../language/settingHelp.js';

/** What people call a setting; one that this page has no word for yet keeps its key. */
export const settingName = (key: string): string => label('setting', key.replaceAll(/\[\d+\]/g, ''));

/** What a setting is for: in Chinese where there is a text for it, otherwise as the schema says. */
export function SettingHelp({ name, description }: { name: string; description: string | undefined }) {
  const help = language.value === 'zh' ? settingHelp[name.replaceAll(/\[\d+\]/g, '')] : undefined;
  const text = help ?? description;
  if (text === undefined) return null;
  return (
    <span class="muted field-help" lang={help === undefined ? 'en' : undefined}>
      {text}
    </span>
  );
}
