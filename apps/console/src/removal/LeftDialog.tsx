import { useEffect, useMemo, useState } from 'preact/hooks';
import { asRefused, type Refused } from '../api/refused.js';
import { t } from '../language/index.js';
import { showNotice } from '../parts/currentNotices.js';
import { Dialog } from '../parts/Dialog.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { useLoad } from '../parts/useLoad.js';
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
  const leaving = useMemo(() => new AbortController(), []);
  useEffect(() => () => leaving.abort(), []);
  const plan = useLoad(() => removalOf(of, leaving.signal), [app, of.at]);
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const [busy, setBusy] = useState(false);
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      await takeAway(of, plan.value!.plan, leaving.signal);
      showNotice(t('left.done', { name: app, host }));
      done();
    } catch (thrown) {
      setTrouble(asRefused(thrown));
      setBusy(false);
    }
  };
  const why = trouble ?? plan.trouble;
  return (
    <Dialog title={t('left.title', { name: app, host })} wide close={close}>
      {isElsewhere && <p>{t('left.stays', { name: app })}</p>}
      {plan.loading && <LoadingLines lines={2} />}
      {why && <CallError trouble={why} />}
      {plan.value && <FromHost found={plan.value} />}
      <code class="command dialog-command">
        {`rexflow app remove ${app} --from-host${isElsewhere ? ` --at ${host}` : ''}`}
      </code>
      <div class="dialog-end">
        <button type="button" autofocus onClick={close}>
          {t('settings.keep')}
        </button>
        <button
          type="button"
          class="danger"
          disabled={busy || plan.value === null || why !== null}
          onClick={() => void remove()}
        >
          {t('removal.yes')}
        </button>
      </div>
    </Dialog>
  );
}
