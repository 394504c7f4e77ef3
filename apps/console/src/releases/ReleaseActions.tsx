import { useRef, useState } from 'preact/hooks';
import type { ReleaseView } from '#api';
import { pausableKinds } from '#contract/lists';
import { appsOf, call } from '../api/client.js';
import { useLoad } from '../parts/useLoad.js';
import { asRefused } from '../api/refused.js';
import { go, linkTo } from '../navigation/route.js';
import { useShortcuts } from '../navigation/shortcuts.js';
import { refusalWords } from '../language/errorWords.js';
import { t } from '../language/index.js';
import { showNotice } from '../parts/currentNotices.js';
import { StopDialog } from './StopDialog.js';
import { RollBack } from './RollBack.js';
import { targetNames } from '../naming/title.js';

/** So many targets of a release are looked at for what they run. */
const most = 200;

/** The buttons of a release: pause, continue, cancel, retry, promote, roll back. */
export function ReleaseActions({
  release,
  mixed,
  changed,
}: {
  release: ReleaseView;
  /** What it left mixed is mixed still: that is healed first. */
  mixed: boolean;
  changed: () => void;
}) {
  const [asking, setAsking] = useState<'cancel' | 'rollback' | null>(null);
  const [busy, setBusy] = useState(false);
  const retry = useRef<HTMLButtonElement>(null);
  const { id, state, outcome, request, cancelledBy, paused, apps } = release;
  const released = request.kind === 'release';
  const from = released && request.source.kind === 'environment' ? request.source.name : null;
  const settled = state === 'settled';
  const done = apps.filter(({ outcome: one }) => one === 'done').map(({ app }) => app);
  const goesBack = settled && released && done.length > 0;
  const live = useLoad(() => (goesBack ? appsOf(done.slice(0, most)) : Promise.resolve([])), [id, state]);
  const isLive = live.value?.every((app) => app.live?.release === id) ?? true;
  const isPausable = (pausableKinds as readonly string[]).includes(request.kind);
  const underWay = !settled && cancelledBy === null;
  const can = {
    cancel: underWay,
    pause: underWay && isPausable && state !== 'queued' && paused === null,
    goOn: underWay && paused !== null,
    retry: settled && !mixed && outcome !== 'done' && outcome !== 'superseded',
    // What runs already, and what left a group mixed, is nothing to go back to.
    rollback: goesBack && !mixed && !isLive,
    promote: settled && from !== null,
  };
  const attempt = async (make: () => Promise<ReleaseView>, done: (made: ReleaseView) => void): Promise<void> => {
    setBusy(true);
    try {
      done(await make());
    } catch (thrown) {
      const { message, advice } = refusalWords(asRefused(thrown));
      showNotice([message, advice].filter(Boolean).join(' '), true);
    }
    setBusy(false);
    setAsking(null);
  };
  const again = (): void =>
    void attempt(
      () => call('retryRelease', { path: { id } }),
      (made) => go(`/releases/${made.id}`),
    );
  useShortcuts([{ keys: 'c', says: 'deed.cancel', act: () => setAsking('cancel') }], can.cancel);
  // No key changes anything by itself: Enter does, on the button.
  useShortcuts([{ keys: 'r', says: 'deed.retry', act: () => retry.current?.focus() }], can.retry);
  useShortcuts([{ keys: 'b', says: 'deed.rollback', act: () => setAsking('rollback') }], can.rollback);
  const promotion = linkTo('releases', 'new', {
    mode: 'environment',
    from: from ?? undefined,
    apps: targetNames(request).join(' '),
  });
  return (
    <div class="deeds">
      {can.pause && (
        <button
          type="button"
          disabled={busy}
          onClick={() => void attempt(() => call('pauseRelease', { path: { id }, body: {} }), changed)}
        >
          {t('deed.pause')}
        </button>
      )}
      {can.goOn && (
        <button
          type="button"
          disabled={busy}
          onClick={() => void attempt(() => call('continueRelease', { path: { id } }), changed)}
        >
          {t('deed.continue')}
        </button>
      )}
      {can.cancel && (
        <button type="button" class="danger" disabled={busy} onClick={() => setAsking('cancel')}>
          {t('deed.cancel')}
        </button>
      )}
      {can.retry && (
        <button ref={retry} type="button" disabled={busy} onClick={again}>
          {t('deed.retry')}
        </button>
      )}
      {released && (
        <a class="button" href={linkTo('compare', null, { to: id })}>
          {t('compare.title')}
        </a>
      )}
      {can.promote && (
        <a class="button" href={promotion}>
          {t('deed.promote', { name: from! })}
        </a>
      )}
      {can.rollback && (
        <button type="button" disabled={busy} onClick={() => setAsking('rollback')}>
          {t('deed.rollback')}
        </button>
      )}
      {asking === 'cancel' && <StopDialog id={id} close={() => setAsking(null)} stopped={changed} />}
      {asking === 'rollback' && <RollBack to={id} apps={done} close={() => setAsking(null)} />}
    </div>
  );
}
