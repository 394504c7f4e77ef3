import { t } from '../language/index.js';
import type { FormSection } from './formSchema.js';
import type { FieldProblem } from './problems.js';
import { settingName } from './SettingName.js';
import { saysSame, spellPlace, valueIn, type Tree } from '../yamlText/tree.js';

/** The sections of a form with what is changed and what is wrong in each; a click leads there. */
export function SectionList({
  sections,
  before,
  draft,
  problems,
}: {
  sections: readonly FormSection[];
  before: Tree;
  draft: Tree;
  problems: readonly FieldProblem[];
}) {
  const leadTo = (key: string) => (event: Event) => {
    // The address is the place in the console, so it must not change for a jump within the page.
    event.preventDefault();
    const section = document.getElementById(`setting-${key}`);
    section?.scrollIntoView({ block: 'start' });
    section?.querySelector<HTMLElement>('input, select, textarea, button')?.focus({ preventScroll: true });
  };
  return (
    <nav class="setting-list" aria-label={t('settings.sections')}>
      {sections.map(({ key, fields }) => {
        const isChanged = fields.some(({ place }) => !saysSame(valueIn(before, place), valueIn(draft, place)));
        const isWrong = problems.some(({ field }) => fields.some(({ place }) => field?.startsWith(spellPlace(place))));
        return (
          <a key={key} href={`#setting-${key}`} onClick={leadTo(key)}>
            {settingName(key)}
            {isWrong && (
              <span class="bad-text" title={t('settings.wrong')}>
                ✕<span class="unseen"> {t('settings.wrong')}</span>
              </span>
            )}
            {isChanged && !isWrong && (
              <span title={t('settings.changed')}>
                ●<span class="unseen"> {t('settings.changed')}</span>
              </span>
            )}
          </a>
        );
      })}
    </nav>
  );
}
