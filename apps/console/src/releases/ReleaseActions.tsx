import { useRef, useState } from 'preact/hooks';
import type { ReleaseView } from '#api';
import { call } from '../api/client.js';
import { asRefused } from '../api/refused.js';
import { go, linkTo } from '../navigation/route.js';
import { useShortcuts } from '../navigation/shortcuts.js';
import { refusalWords } from '../language/errorWords.js';
import { t } from '../language/index.js';
import { showNotice } from '../parts/currentNotices.js';
import { StopDialog } from './StopDialog.js';
import { RollBack } from './RollBack.js';
import { targetNames } from '../naming/title.js';

/** The buttons of a release: cancel, retry, promote, roll back. */
export function ReleaseActions({ release, changed }: { release: ReleaseView; changed: () => void }) {
  const [asking, setAsking] = useState<'cancel' | 'rollback' | null>(null);
  const [busy, setBusy] = useState(false);
  const retry = useRef<HTMLButtonElement>(null);
  const { id, state, outcome, request, cancelledBy, apps } = release;
  const released = request.kind === 'release';
  const from = released && request.source.kind === 'environment' ? request.source.name : null;
  const settled = state === 'settled';
  const can = {
    cancel: !settled && cancelledBy === null,
    retry: settled && outcome !== 'done' && outcome !== 'superseded',
    rollback: settled && released && apps.some(({ outcome: one }) => one === 'done'),
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
      {asking === 'rollback' && (
        <RollBack
          to={id}
          apps={apps.filter(({ outcome: one }) => one === 'done').map(({ app }) => app)}
          close={() => setAsking(null)}
        />
      )}
    </div>
  );
}
