import type { AppView } from '#api';
import { t } from '../language/index.js';
import { Age } from '../parts/Age.js';
import { driftState } from '../states/releaseState.js';
import { State } from '../states/State.js';

/** The drift of an app from its release, as of the last check. */
export function DriftNote({ drift }: { drift: AppView['drift'] }) {
  if (!drift) return <span class="muted">{t('drift.notLooked')}</span>;
  return (
    <span class="drift">
      <State of={driftState[drift.state]} text={t(`drift.${drift.state}`, { n: drift.files.total })} form="inline" />{' '}
      <span class="muted">
        <Age at={drift.at} />
      </span>
    </span>
  );
}
