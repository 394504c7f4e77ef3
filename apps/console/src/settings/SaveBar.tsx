import { t } from '../language/index.js';
import { nameList } from '../language/nameList.js';
import type { Editing } from './useSettings.js';

/** The bar below a form: what is wrong, what a change would change, and the two ways to end it. */
export function SaveBar({ editing }: { editing: Editing }) {
  const { changed, problems, preview, conflicts, busy, save, discard, entry } = editing;
  const others = preview?.filter(({ kind, name }) => kind !== entry.kind || name !== entry.name) ?? [];
  const waits = conflicts.length > 0;
  return (
    <div class="save-bar" role="status">
      <span class="save-says">
        {problems.length > 0 && <span class="bad-text">{t('settings.problems', { n: problems.length })}</span>}
        {problems.length === 0 && !changed && t('settings.noChange')}
        {problems.length === 0 &&
          changed &&
          preview === null &&
          t(waits ? 'settings.decideFirst' : 'settings.checking')}
        {problems.length === 0 && changed && preview !== null && (
          <>
            {others.length === 0 && t('settings.changesOwn', { name: entry.name })}
            {others.length > 0 &&
              t('settings.changesApps', {
                n: others.length,
                name: entry.name,
                names: nameList(others.map(({ name }) => name)),
              })}
          </>
        )}
      </span>
      <button type="button" disabled={!changed || busy} onClick={discard}>
        {t('settings.discard')}
      </button>
      <button type="button" class="primary" disabled={!changed || busy || waits || problems.length > 0} onClick={save}>
        {t(busy ? 'settings.saving' : 'settings.save')}
      </button>
    </div>
  );
}
