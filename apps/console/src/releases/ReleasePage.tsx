import { useState } from 'preact/hooks';
import { formatBytes, type Board } from '#api/client';
import { linkTo } from '../navigation/route.js';
import { durationInWords } from '../format/duration.js';
import { inLanguage, label, t, locale } from '../language/index.js';
import { waitingText } from '../naming/waitingText.js';
import { pageRows } from '../navigation/pages.js';
import { CellPanel } from '../matrix/CellPanel.js';
import { Matrix, type MatrixPosition } from '../matrix/Matrix.js';
import { ElapsedTime } from '../parts/ElapsedTime.js';
import { Timestamp } from '../parts/Timestamp.js';
import { ReleaseError, CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { HostCounts } from './HostCounts.js';
import { ReleaseActions } from './ReleaseActions.js';
import { GroupMixed } from '../heal/GroupMixed.js';
import { ReleaseResult } from './ReleaseResult.js';
import { Phases } from './Phases.js';
import { shortId } from '../naming/shortId.js';
import { ReleaseStateChip } from './ReleaseStateChip.js';
import { actionTitle, appsTitle, sourceTitle } from '../naming/title.js';
import { useRelease } from './useRelease.js';
import { Warnings } from '../parts/Warnings.js';

/** The page of one release: its head, phases, result and matrix. */
export function ReleasePage({ id }: { id: string }) {
  const watched = useRelease(id);
  const [place, setPlace] = useState<MatrixPosition | null>(null);
  const [mixed, setMixed] = useState(false);
  const { board, trouble } = watched;
  if (!board) return trouble ? <CallError trouble={trouble} again={watched.again} /> : <LoadingLines lines={8} />;
  const { release } = board;
  const part = place && release.apps.find(({ app }) => app === place.app);
  return (
    <article class="release">
      <header class="release-head">
        <p class="crumb">
          <a href="#/releases">{inLanguage(pageRows.releases.label)}</a> / <code>{shortId(id)}</code>
        </p>
        <div class="bar">
          <h1>
            {actionTitle(release.action)} {appsTitle(release)} <ReleaseStateChip release={release} />
          </h1>
          <ReleaseActions release={release} mixed={mixed} changed={watched.again} />
        </div>
        <p class="facts">
          <Facts board={board} />
        </p>
      </header>
      {trouble && <CallError trouble={trouble} again={watched.again} />}
      {release.trouble && <ReleaseError trouble={release.trouble} />}
      <Warnings texts={release.warnings} statements={release.statements} />
      {release.mixed && (
        <GroupMixed groups={release.mixed.groups.map(({ group }) => group)} release={release} known={setMixed} />
      )}
      <Phases board={board} />
      <ReleaseResult release={release} />
      <section class={part ? 'split' : undefined} aria-label={t('matrix.title')}>
        <div class="split-main">
          <HostCounts release={release} />
          {!watched.hasEvents && board.rows.size === 0 && <p class="muted">{t('matrix.noEvents')}</p>}
          <Matrix board={board} place={place} pick={setPlace} />
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

/** The commit that a release of a repository took, once that is known. */
function commitTaken({ request, apps }: Board['release']): string | null {
  if (!('source' in request) || request.source.kind !== 'git') return null;
  return apps.find(({ provenance }) => provenance.commit !== null)?.provenance.commit?.slice(0, 12) ?? null;
}

function Facts({ board: { release, rows } }: { board: Board }) {
  const { caller, acceptedAt, settledAt, retryOf, cancelledBy, paused, rollout, apps, waiting, sources, state } =
    release;
  const began = Date.parse(acceptedAt);
  const sent = Math.max(
    apps.reduce((sum, part) => sum + (part.bytes ?? 0), 0),
    [...rows.values()].reduce((sum, row) => sum + row.bytes, 0),
  );
  const from = sourceTitle(release);
  const batches = new Set(apps.map(({ batch }) => batch)).size;
  const words = [
    from && <span>{from}</span>,
    commitTaken(release) && <code>{commitTaken(release)}</code>,
    <span>
      {t('release.by', { name: caller })} · <Timestamp at={acceptedAt} />
    </span>,
    <span>{settledAt ? durationInWords(Date.parse(settledAt) - began, locale()) : <ElapsedTime since={began} />}</span>,
    apps.length > 1 && <span>{t('count.hosts', { n: apps.length })}</span>,
    sent > 0 && <span>{t('release.sent', { bytes: formatBytes(sent) })}</span>,
    batches > 1 && (
      <span>
        {t('release.batches', { n: batches })}
        {state === 'running' && release.phase === 'activate' && ` (${t('release.batchNow', { n: release.batch + 1 })})`}
      </span>
    ),
    (release.action === 'release' || release.action === 'rollback') && (
      <span>{t('release.policy', { policy: label('policy', rollout.policy) })}</span>
    ),
    rollout.confirm > 0 && <span>{t('release.confirm', { n: rollout.confirm })}</span>,
    ...sources
      .filter(({ drift }) => drift.state === 'drifted')
      .map(({ environment, app }) => (
        <span key={app} class="bad-text">
          {t('source.drifted', { name: environment, app })}
        </span>
      )),
    waiting && <span>{waitingText(waiting)}</span>,
    // What it waits for says so by then.
    paused && !waiting && (
      <span>
        {t('release.pausedBy', { name: paused.by })}
        {paused.reason !== null && `: ${paused.reason}`}
      </span>
    ),
    cancelledBy && <span>{t('release.cancelledBy', { name: cancelledBy })}</span>,
    retryOf && (
      <span>
        {t('release.retryOf')} <a href={linkTo('releases', retryOf)}>{shortId(retryOf)}</a>
      </span>
    ),
  ];
  return <>{words.map((one) => one || null)}</>;
}
