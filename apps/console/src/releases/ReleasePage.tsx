import { useState } from 'preact/hooks';
import type { ReleaseView } from '#contract';
import { linkTo } from '../navigation/route.js';
import { bytes } from '../format/bytes.js';
import { duration } from '../format/duration.js';
import { t, word } from '../language/index.js';
import { CellPanel } from '../matrix/CellPanel.js';
import { type Grid, sentIn } from '../matrix/cells.js';
import { Matrix, type Place } from '../matrix/Matrix.js';
import { Clock } from '../parts/Clock.js';
import { Moment } from '../parts/Moment.js';
import { Outcome } from '../parts/Outcome.js';
import { Met, Refusal } from '../parts/Trouble.js';
import { Waiting } from '../parts/Waiting.js';
import { Counts } from './Counts.js';
import { Deeds } from './Deeds.js';
import { Found } from './Found.js';
import { Phases } from './Phases.js';
import { shortId } from './shortId.js';
import { actionTitle, appsTitle, sourceTitle } from './title.js';
import { useRelease } from './useRelease.js';

/** One release: who asked for what, how far it is, and every host's steps. */
export function ReleasePage({ id }: { id: string }) {
  const watched = useRelease(id);
  const [place, setPlace] = useState<Place | null>(null);
  const { value: release, trouble, grid } = watched;
  if (!release) return trouble ? <Refusal trouble={trouble} again={watched.again} /> : <Waiting lines={8} />;
  const part = place && release.apps.find(({ app }) => app === place.app);
  return (
    <article class="release">
      <header class="release-head">
        <p class="crumb">
          <a href="#/releases">{t('nav.releases')}</a> / <code>{shortId(id)}</code>
        </p>
        <div class="bar">
          <h1>
            {actionTitle(release.action)} {appsTitle(release)} <Outcome release={release} />
          </h1>
          <Deeds release={release} changed={watched.again} />
        </div>
        <p class="facts">
          <Facts release={release} grid={grid} />
        </p>
      </header>
      {trouble && <Refusal trouble={trouble} again={watched.again} />}
      {release.trouble && <Met trouble={release.trouble} />}
      {release.warnings.map((warning) => (
        <p key={warning} class="warning">
          {warning}
        </p>
      ))}
      <Phases release={release} grid={grid} />
      <Found release={release} />
      <section class={part ? 'split' : undefined} aria-label={t('matrix.title')}>
        <div class="split-main">
          <Counts release={release} />
          {!watched.hasEvents && grid.lines.size === 0 && <p class="muted">{t('matrix.noEvents')}</p>}
          <Matrix release={release} grid={grid} place={place} pick={setPlace} />
        </div>
        {part && (
          <CellPanel
            key={`${part.app} ${place.column}`}
            release={release}
            part={part}
            column={place.column}
            close={() => setPlace(null)}
          />
        )}
      </section>
    </article>
  );
}

function Facts({ release, grid }: { release: ReleaseView; grid: Grid }) {
  const { caller, acceptedAt, settledAt, retryOf, cancelledBy, rollout, apps, waiting, sources, state } = release;
  const began = Date.parse(acceptedAt);
  const sent = Math.max(
    apps.reduce((sum, part) => sum + (part.bytes ?? 0), 0),
    sentIn(grid.lines.values()),
  );
  const from = sourceTitle(release);
  const batches = new Set(apps.map(({ batch }) => batch)).size;
  const words = [
    from && <span>{from}</span>,
    <span>
      {t('release.by', { name: caller })} · <Moment at={acceptedAt} />
    </span>,
    <span>{settledAt ? duration(Date.parse(settledAt) - began) : <Clock since={began} />}</span>,
    apps.length > 1 && <span>{t('count.hosts', { n: apps.length })}</span>,
    sent > 0 && <span>{t('release.sent', { bytes: bytes(sent) })}</span>,
    batches > 1 && (
      <span>
        {t('release.batches', { n: batches })}
        {state === 'running' && release.phase === 'activate' && ` (${t('release.batchNow', { n: release.batch + 1 })})`}
      </span>
    ),
    (release.action === 'release' || release.action === 'rollback') && (
      <span>{t('release.policy', { policy: word('policy', rollout.policy) })}</span>
    ),
    rollout.confirm > 0 && <span>{t('release.confirm', { n: rollout.confirm })}</span>,
    ...sources
      .filter(({ drift }) => drift.state === 'drifted')
      .map(({ environment, app }) => (
        <span key={app} class="bad-text">
          {t('source.drifted', { name: environment, app })}
        </span>
      )),
    waiting && <span>{t('release.waiting', { for: waiting.for, n: waiting.position })}</span>,
    cancelledBy && <span>{t('release.cancelledBy', { name: cancelledBy })}</span>,
    retryOf && (
      <span>
        {t('release.retryOf')} <a href={linkTo('releases', retryOf)}>{shortId(retryOf)}</a>
      </span>
    ),
  ];
  return <>{words.map((one) => one || null)}</>;
}
