import { linkTo } from '../navigation/route.js';
import { t } from '../language/index.js';

/** The two ways to look at what was released: as a list, and over time. */
export function ReleaseViews({ shown }: { shown: 'list' | 'chart' }) {
  return (
    <nav class="segments" aria-label={t('view.label')}>
      {(['list', 'chart'] as const).map((view) => (
        <a
          key={view}
          class="button"
          href={linkTo('releases', null, { view: view === 'list' ? null : view })}
          aria-current={view === shown ? 'page' : undefined}
        >
          {t(`view.${view}`)}
        </a>
      ))}
    </nav>
  );
}
