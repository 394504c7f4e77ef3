import { useState } from 'preact/hooks';
import type { AppView } from '#api';
import { createRequest } from '#api/client';
import { call } from '../api/client.js';
import { t } from '../language/index.js';
import { nameList } from '../language/nameList.js';
import { go } from '../navigation/route.js';
import { ConfirmDialog } from '../parts/ConfirmDialog.js';
import { canReload } from './canReload.js';

/** Names that are shown; of more the number says enough. */
const mostNames = 12;

/** Tells targets to load what is live, once somebody has seen which: those of `name` whose service says that it can. */
export function ReloadButton({ name, targets }: { name: string; targets: () => Promise<readonly AppView[]> }) {
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  const look = async (): Promise<{ keys: string[]; k: string }> => {
    const all = await targets();
    const keys = all.filter(canReload).map(({ key }) => key);
    return { keys, k: keys.length === all.length ? name : keys.join(' ') };
  };
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {t('reload.open')}
      </button>
      {open && (
        <ConfirmDialog
          title={t('reload.title', { name })}
          look={look}
          about={[name]}
          command={(found) => `rexflow service ${found?.k ?? name} reload`}
          keep={t('reload.leave')}
          yes={(found) => t('reload.yes', { n: found?.keys.length ?? 0 })}
          tone="primary"
          may={({ keys }) => keys.length > 0}
          act={async ({ k }) => {
            const made = await createRequest({ call }, 'createAction', {
              action: 'service',
              parameters: { k, a: 'reload' },
            });
            close();
            go(`/releases/${made.id}`);
          }}
          close={close}
        >
          {({ keys }) => <p>{t('reload.what', { n: keys.length, names: nameList(keys, mostNames) })}</p>}
        </ConfirmDialog>
      )}
    </>
  );
}
