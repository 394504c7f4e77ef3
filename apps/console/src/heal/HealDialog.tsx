import { useState } from 'preact/hooks';
import { call } from '../api/client.js';
import { asRefused, type Refused } from '../api/refused.js';
import { label, t } from '../language/index.js';
import { shortId } from '../naming/shortId.js';
import { go } from '../navigation/route.js';
import { Dialog } from '../parts/Dialog.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { useLoad } from '../parts/useLoad.js';
import { PlannedHosts, type PlannedHost } from './PlannedHosts.js';
import type { Healing } from './suggestedHeal.js';
import { Warnings } from '../parts/Warnings.js';

async function planOf(healing: Healing, id: string) {
  if (healing === 'undo') {
    const { apps, rollout, warnings, statements } = await call('getUndo', { path: { id } });
    return { rollout, warnings, statements, apps: apps as readonly PlannedHost[] };
  }
  const { release, version, apps, rollout, warnings, statements } = await call('getFinish', { path: { id } });
  const to = { release, version, program: null };
  return { rollout, warnings, statements, apps: apps.map(({ app, host }): PlannedHost => ({ app, host, to })) };
}

/** Shows what finishing or undoing a release does, on how many hosts and by which command, and does it. */
export function HealDialog({ healing, id, close }: { healing: Healing; id: string; close: () => void }) {
  const plan = useLoad(() => planOf(healing, id), [healing, id]);
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const [busy, setBusy] = useState(false);
  const apps = plan.value?.apps ?? [];
  const moved = apps.filter(({ to }) => to !== null);
  const begin = async (): Promise<void> => {
    setBusy(true);
    try {
      const made =
        healing === 'undo'
          ? await call('undoRelease', { path: { id }, body: {}, headers: { 'Idempotency-Key': crypto.randomUUID() } })
          : await call('finishRelease', { path: { id } });
      close();
      go(`/releases/${made.id}`);
    } catch (thrown) {
      setTrouble(asRefused(thrown));
      setBusy(false);
    }
  };
  const why = trouble ?? plan.trouble;
  const batches = plan.value ? Math.ceil(moved.length / plan.value.rollout.batchSize) : 0;
  return (
    <Dialog title={t(`heal.${healing}.title`, { id: shortId(id) })} wide close={close}>
      <p>{t(`heal.${healing}.what`)}</p>
      {plan.loading && <LoadingLines lines={3} />}
      {why && <CallError trouble={why} />}
      {plan.value && (
        <>
          <p>
            <b>{t('count.hosts', { n: moved.length })}</b>
            {batches > 1 && ` · ${t('release.batches', { n: batches })}`}
            {` · ${label('policy', plan.value.rollout.policy)}`}
          </p>
          <PlannedHosts apps={apps} />
          <Warnings texts={plan.value.warnings} statements={plan.value.statements} />
        </>
      )}
      <code class="command dialog-command">{`rexflow ${healing} ${shortId(id)}`}</code>
      <div class="dialog-end">
        <button type="button" autofocus onClick={close}>
          {t('heal.leave')}
        </button>
        <button
          type="button"
          class="primary"
          disabled={busy || moved.length === 0 || plan.trouble !== null}
          onClick={() => void begin()}
        >
          {t(`heal.${healing}.yes`, { n: moved.length })}
        </button>
      </div>
    </Dialog>
  );
}
