import { useState } from 'preact/hooks';
import type { Board } from '#api/client';
import { label, t } from '../language/index.js';
import { waitingText } from '../naming/waitingText.js';
import { linkTo } from '../navigation/route.js';
import { ElapsedTime } from '../parts/ElapsedTime.js';
import { ShareBar } from '../parts/ShareBar.js';
import { ReleaseStateChip } from '../releases/ReleaseStateChip.js';
import { StopDialog } from '../releases/StopDialog.js';
import { actionTitle, appsTitle, sourceTitle } from '../naming/title.js';
import { stateRows } from '../states/states.js';
import { countTargets, targetStates } from '../states/targetState.js';

/** What is being released now, with how far it is. */
export function InProgress({ boards }: { boards: readonly Board[] }) {
  const [stopping, setStopping] = useState<string | null>(null);
  return (
    <section class="card-box" aria-labelledby="progress">
      <h2 id="progress" class="card-head">
        {t('now.title')} <span class="tally">{boards.length}</span>
      </h2>
      <ul class="rows progresses">
        {boards.map((board) => (
          <Row key={board.release.id} board={board} stop={() => setStopping(board.release.id)} />
        ))}
      </ul>
      {stopping !== null && <StopDialog id={stopping} close={() => setStopping(null)} />}
    </section>
  );
}

function Row({ board: { release }, stop }: { board: Board; stop: () => void }) {
  const { id, apps, acceptedAt, caller, cancelledBy } = release;
  const counts = countTargets(release);
  const shares = targetStates.map((state) => ({
    token: state === 'waiting' ? ('todo' as const) : stateRows[state].token,
    n: counts.get(state) ?? 0,
  }));
  return (
    <li class="row progress">
      <ReleaseStateChip release={release} form="inline" />
      <a class="line-link row-subject" href={linkTo('releases', id)}>
        {actionTitle(release.action)} {appsTitle(release)}
      </a>
      <span class="row-cause">
        {phaseInWords(release)}
        <span class="muted"> {sourceTitle(release)}</span>
      </span>
      <span class="row-bar">
        <ShareBar shares={shares} />
      </span>
      <span class="muted row-scope">{t('progress.done', { n: counts.get('succeeded') ?? 0, of: apps.length })}</span>
      <span class="muted row-since">
        <ElapsedTime since={Date.parse(acceptedAt)} /> · {caller}
      </span>
      <span class="row-actions">
        <button type="button" class="small danger" disabled={cancelledBy !== null} onClick={stop}>
          {t('deed.cancel')}
        </button>
      </span>
    </li>
  );
}

/** Where a release is: its batch, its phase, or what it waits for. */
function phaseInWords({ phase, batch, apps, waiting }: Board['release']): string {
  if (waiting) return waitingText(waiting);
  if (phase === null) return '';
  const batches = new Set(apps.map((part) => part.batch)).size;
  return phase === 'activate' && batches > 1
    ? t('progress.batch', { n: batch + 1, of: batches })
    : label('phase', phase);
}
