import { inLanguage, t } from './index.js';

/** Names one after the other; of many the first, and how many more there are. */
export function nameList(names: readonly string[], most = 3): string {
  const comma = inLanguage({ en: ', ', zh: '、' });
  const shown = names.slice(0, names.length > most ? most : undefined).join(comma);
  return names.length > most ? t('names.more', { names: shown, n: names.length - most }) : shown;
}
