import { useState } from 'preact/hooks';
import { call } from '../api/client.js';
import { asRefused, type Refused } from '../api/refused.js';
import { label, t } from '../language/index.js';
import { shortId } from '../naming/shortId.js';
import { go, linkTo } from '../navigation/route.js';
import { Dialog } from '../parts/Dialog.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { useLoad } from '../parts/useLoad.js';
import type { Healing } from './suggestedHeal.js';
import { Warnings } from '../parts/Warnings.js';

interface Planned {
  app: string;
  host: string;
  /** Where it goes; null where it stays, undefined where it goes to the release that is finished. */
  to: { release: string | null; program: string | null } | null | undefined;
  from?: { program: string | null };
}

/** So many hosts are named. */
const most = 100;

async function planOf(healing: Healing, id: string) {
  if (healing === 'undo') {
    const { apps, rollout, warnings, statements } = await call('getUndo', { path: { id } });
    return { rollout, warnings, statements, apps: apps as readonly Planned[] };
  }
  const { apps, rollout, warnings, statements } = await call('getFinish', { path: { id } });
  return { rollout, warnings, statements, apps: apps.map(({ app, host }): Planned => ({ app, host, to: undefined })) };
}

const lastPart = (path: string | null | undefined): string => path?.split('/').at(-1) ?? '–';

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
          <div class="scroll" tabIndex={0} role="group" aria-label={t('plan.hosts')}>
            <table class="list heal">
              <thead>
                <tr>
                  <th scope="col">{t('targets.target')}</th>
                  {healing === 'undo' && <th scope="col">{t('heal.from')}</th>}
                  <th scope="col">{t('heal.to')}</th>
                </tr>
              </thead>
              <tbody>
                {apps.slice(0, most).map(({ app, host, from, to }) => (
                  <tr key={app}>
                    <th scope="row">
                      {app} <span class="mono muted">{host}</span>
                    </th>
                    {healing === 'undo' && <td class="mono">{lastPart(from?.program)}</td>}
                    <td class="mono">
                      {to === undefined ? (
                        <a href={linkTo('releases', id)}>{shortId(id)}</a>
                      ) : to === null ? (
                        <span class="muted">{t('heal.stays')}</span>
                      ) : (
                        `→ ${lastPart(to.program)}`
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {apps.length > most && <p class="muted">{t('heal.more', { n: apps.length - most })}</p>}
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
