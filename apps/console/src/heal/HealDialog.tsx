import { call } from '../api/client.js';
import { label, t } from '../language/index.js';
import { shortId } from '../naming/shortId.js';
import { go } from '../navigation/route.js';
import { ConfirmDialog } from '../parts/ConfirmDialog.js';
import { Warnings } from '../parts/Warnings.js';
import { PlannedHosts, type PlannedHost } from './PlannedHosts.js';
import type { Healing } from './suggestedHeal.js';

async function hostsOf(healing: Healing, id: string) {
  if (healing === 'undo') {
    const { apps, ...plan } = await call('getUndo', { path: { id } });
    return { ...plan, apps: apps as readonly PlannedHost[] };
  }
  const { release, version, apps, ...plan } = await call('getFinish', { path: { id } });
  const to = { release, version, program: null };
  return { ...plan, apps: apps.map(({ app, host }): PlannedHost => ({ app, host, to })) };
}

async function planOf(healing: Healing, id: string) {
  const { apps, rollout, warnings, statements } = await hostsOf(healing, id);
  const moved = apps.filter(({ to }) => to !== null).length;
  const { batchSize, policy } = rollout;
  return { apps, moved, batches: Math.ceil(moved / batchSize), policy, warnings, statements };
}

/** Shows what finishing or undoing a release does, on how many hosts and by which command, and does it. */
export function HealDialog({ healing, id, close }: { healing: Healing; id: string; close: () => void }) {
  return (
    <ConfirmDialog
      title={t(`heal.${healing}.title`, { id: shortId(id) })}
      wide
      look={() => planOf(healing, id)}
      about={[healing, id]}
      lead={() => <p>{t(`heal.${healing}.what`)}</p>}
      command={() => `rexflow ${healing} ${shortId(id)}`}
      keep={t('heal.leave')}
      yes={(found) => t(`heal.${healing}.yes`, { n: found?.moved ?? 0 })}
      tone="primary"
      may={({ moved }) => moved > 0}
      act={async () => {
        const made =
          healing === 'undo'
            ? await call('undoRelease', { path: { id }, body: {}, headers: { 'Idempotency-Key': crypto.randomUUID() } })
            : await call('finishRelease', { path: { id } });
        close();
        go(`/releases/${made.id}`);
      }}
      close={close}
    >
      {({ apps, moved, batches, policy, warnings, statements }) => (
        <>
          <p>
            <b>{t('count.hosts', { n: moved })}</b>
            {batches > 1 && ` · ${t('release.batches', { n: batches })}`}
            {` · ${label('policy', policy)}`}
          </p>
          <PlannedHosts apps={apps} />
          <Warnings texts={warnings} statements={statements} />
        </>
      )}
    </ConfirmDialog>
  );
}
