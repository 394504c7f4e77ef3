import type { ReleaseView } from '#api';
import { linkTo } from '../navigation/route.js';
import { t, label } from '../language/index.js';
import { waitingText } from '../naming/waitingText.js';
import { ElapsedTime } from '../parts/ElapsedTime.js';
import { HostCounts } from './HostCounts.js';
import { ProgressStrip } from './ProgressStrip.js';
import { ReleaseStateChip } from './ReleaseStateChip.js';
import { actionTitle, appsTitle, sourceTitle } from '../naming/title.js';

/** A release under way. */
export function RunningCard({ release }: { release: ReleaseView }) {
  const { id, caller, phase, waiting, acceptedAt } = release;
  const source = sourceTitle(release);
  return (
    <a class="card now" href={linkTo('releases', id)}>
      <span class="now-head">
        <strong>
          {actionTitle(release.action)} {appsTitle(release)}
        </strong>
        <ReleaseStateChip release={release} />
      </span>
      <span class="muted">
        {source && `${source} · `}
        {t('release.by', { name: caller })} · <ElapsedTime since={Date.parse(acceptedAt)} />
        {phase && ` · ${label('phase', phase)}`}
        {waiting && ` · ${waitingText(waiting)}`}
      </span>
      <ProgressStrip release={release} />
      <HostCounts release={release} />
    </a>
  );
}
