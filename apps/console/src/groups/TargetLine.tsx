import type { AppView } from '#api';
import { t } from '../language/index.js';
import { linkTo } from '../navigation/route.js';
import { State } from '../states/State.js';
import { DriftNote } from '../targets/DriftNote.js';
import { currentDrift } from '../fleet/currentDrift.js';
import { targetHealth } from '../fleet/targetHealth.js';
import { ServiceNote } from '../targets/ServiceNote.js';
import { LeaseNote } from '../targets/LeaseNote.js';

/** A target of a group: its host, how it is, its drift, and who changes it. */
export function TargetLine({ app }: { app: AppView }) {
  const health = targetHealth(app);
  return (
    <tr class={app.problem === null ? undefined : 'unusable'}>
      <th scope="row">
        <a class="line-link" href={linkTo('targets', app.key)}>
          {app.key}
        </a>{' '}
        <span class="mono muted">{app.host}</span>
        {app.problem !== null && <State of="outOfService" text={t('targets.unusable')} form="inline" />}
        {!app.automated && <span class="muted second">{t('targets.byHand')}</span>}
      </th>
      <td>
        {app.serviceSeen.stopped !== null && health !== 'failing' ? (
          <span class="muted">–</span>
        ) : (
          <State of={health === 'drifted' ? 'healthy' : health} form="inline" />
        )}
      </td>
      <td>
        <ServiceNote app={app} />
      </td>
      <td>
        <DriftNote drift={currentDrift(app)} />
      </td>
      <td>
        <LeaseNote lease={app.lease} />
      </td>
    </tr>
  );
}
