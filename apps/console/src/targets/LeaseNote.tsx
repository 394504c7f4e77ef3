import type { AppView } from '#api';
import { linkTo } from '../navigation/route.js';
import { t } from '../language/index.js';
import { actionTitle } from '../naming/title.js';

/** The request that holds the lease of an app. */
export function LeaseNote({ lease }: { lease: AppView['lease'] }) {
  if (!lease) return null;
  return (
    <a class="badge busy" href={linkTo('releases', lease.release)}>
      {t('lease.held', { action: actionTitle(lease.action), name: lease.caller })}
    </a>
  );
}
