import type { ReleaseView } from '#contract';
import { linkTo } from '../navigation/route.js';
import { t, word } from '../language/index.js';
import { Clock } from '../parts/Clock.js';
import { Outcome } from '../parts/Outcome.js';
import { Counts } from './Counts.js';
import { Strip } from './Strip.js';
import { actionTitle, appsTitle, sourceTitle } from './title.js';

/** A release under way. */
export function NowCard({ release }: { release: ReleaseView }) {
  const { id, caller, phase, waiting, acceptedAt } = release;
  const source = sourceTitle(release);
  return (
    <a class="card now" href={linkTo('releases', id)}>
      <span class="now-head">
        <strong>
          {actionTitle(release.action)} {appsTitle(release)}
        </strong>
        <Outcome release={release} />
      </span>
      <span class="muted">
        {source && `${source} · `}
        {t('release.by', { name: caller })} · <Clock since={Date.parse(acceptedAt)} />
        {phase && ` · ${word('phase', phase)}`}
        {waiting && ` · ${t('release.waiting', { for: waiting.for, n: waiting.position })}`}
      </span>
      <Strip release={release} />
      <Counts release={release} />
    </a>
  );
}
