import type { AppView } from '#api';
import { linkTo } from '../navigation/route.js';
import { t } from '../language/index.js';
import { actionTitle } from '../naming/title.js';
import { State } from '../states/State.js';

/** The request that holds the lease of an app. */
export function LeaseNote({ lease }: { lease: AppView['lease'] }) {
  if (!lease) return null;
  return (
    <a class="quiet-link" href={linkTo('releases', lease.release)}>
      <State of="running" text={t('lease.held', { action: actionTitle(lease.action), name: lease.caller })} />
    </a>
  );
}
