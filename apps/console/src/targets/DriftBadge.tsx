import type { AppView } from '#api';
import { t } from '../language/index.js';
import { Timestamp } from '../parts/Timestamp.js';

/** The drift of an app from its release, as of the last check. */
export function DriftBadge({ drift }: { drift: AppView['drift'] }) {
  if (!drift) return <span class="muted">{t('drift.notLooked')}</span>;
  const tone = { exact: 'ok', drifted: 'bad', unknown: 'off' }[drift.state];
  return (
    <span class="drift">
      <span class={`badge ${tone}`}>{t(`drift.${drift.state}`, { n: drift.files.total })}</span>{' '}
      <span class="muted">
        <Timestamp at={drift.at} />
      </span>
    </span>
  );
}
