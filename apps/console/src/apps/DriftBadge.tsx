import type { AppView } from '#contract';
import { t } from '../language/index.js';
import { Moment } from '../parts/Moment.js';

/** How the live directory of an app stands to the release that made it, as it was last looked at. */
export function DriftBadge({ drift }: { drift: AppView['drift'] }) {
  if (!drift) return <span class="muted">{t('drift.notLooked')}</span>;
  const tone = { exact: 'ok', drifted: 'bad', unknown: 'off' }[drift.state];
  return (
    <span class="drift">
      <span class={`badge ${tone}`}>{t(`drift.${drift.state}`, { n: drift.files.total })}</span>{' '}
      <span class="muted">
        <Moment at={drift.at} />
      </span>
    </span>
  );
}
