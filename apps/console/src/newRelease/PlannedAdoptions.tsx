import type { PlanView } from '#api';
import { formatBytes } from '#api/client';
import { t } from '../language/index.js';

/** True when a release by the plan would move data of a live release. */
export const hasAdoptions = ({ apps }: Pick<PlanView, 'apps'>): boolean => apps.some(({ adopts }) => adopts);

interface Props extends Pick<PlanView, 'apps'> {
  agreed: boolean;
  agree: (agreed: boolean) => void;
}

/** Data of live releases that would move, host by host, and the box by which somebody agrees to that. */
export function PlannedAdoptions({ apps, agreed, agree }: Props) {
  if (!hasAdoptions({ apps })) return null;
  return (
    <div class="warning">
      {apps.map(({ app, host, adopts, restarts }) =>
        adopts ? (
          <details key={app} open>
            <summary>
              {t('plan.adopts', { n: adopts.length, app, host })}{' '}
              {t(restarts ? 'plan.adoptsStopped' : 'plan.adoptsRunning')}
            </summary>
            <ul class="paths">
              {adopts.map(({ path, kind, from, to, bytes, entries }) => (
                <li key={path}>
                  <code>{from}</code> → <code>{to}</code>{' '}
                  <span class="muted">
                    {bytes === null || entries === null
                      ? t('plan.adoptUnmeasured')
                      : kind === 'file'
                        ? formatBytes(bytes)
                        : t('plan.adoptSize', { n: entries, size: formatBytes(bytes) })}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        ) : null,
      )}
      <label class="check">
        <input type="checkbox" checked={agreed} onChange={(event) => agree(event.currentTarget.checked)} />
        {t('plan.adoptAgree')}
      </label>
    </div>
  );
}
