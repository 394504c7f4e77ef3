import { t } from '../language/index.js';
import { ConfirmDialog } from '../parts/ConfirmDialog.js';
import { showNotice } from '../parts/currentNotices.js';
import { FromHost } from './FromHost.js';
import { removalOf, takeAway, type RemovalOf } from './fromHost.js';
import type { LeftWork } from './leftWork.js';

/** Says what an app has left on a host that it is on no more, and takes it away from there once somebody says yes. */
export function LeftDialog({
  left: { app, host, isElsewhere },
  close,
  done,
}: {
  left: LeftWork;
  close: () => void;
  done: () => void;
}) {
  const of: RemovalOf = { k: app, ...(isElsewhere ? { at: host } : {}) };
  return (
    <ConfirmDialog
      title={t('left.title', { name: app, host })}
      wide
      look={(leaving) => removalOf(of, leaving)}
      about={[app, of.at]}
      lead={() => isElsewhere && <p>{t('left.stays', { name: app })}</p>}
      command={() => `rexflow app remove ${app} --from-host${isElsewhere ? ` --at ${host}` : ''}`}
      keep={t('settings.keep')}
      yes={() => t('removal.yes')}
      act={async ({ plan }, leaving) => {
        await takeAway(of, plan, leaving);
        showNotice(t('left.done', { name: app, host }));
        done();
      }}
      close={close}
    >
      {(found) => <FromHost found={found} />}
    </ConfirmDialog>
  );
}
