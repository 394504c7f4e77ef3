import type { PlanView } from '#api';
import { t } from '../language/index.js';

/** Files named of one host. */
const mostPaths = 20;

/** Files that were changed by hand, host by host, and what would become of them: the fields above decide. */
export function PlannedDrifts({ apps }: Pick<PlanView, 'apps'>) {
  return (
    <>
      {apps.map(({ app, host, drift }) => {
        if (drift === null) return null;
        const { onDrift, total, paths, conflicts } = drift;
        const shown = paths.slice(0, mostPaths);
        return (
          <details key={app} class="warning" open>
            <summary>
              {t('plan.drift', { n: total, app, host })} {t(`plan.drift.${onDrift}`)}
            </summary>
            <ul class="paths">
              {shown.map((path) => (
                <li key={path}>
                  <code>{path}</code>
                  {conflicts.includes(path) && <span class="muted"> {t('plan.driftConflict')}</span>}
                </li>
              ))}
              {total > shown.length && <li class="muted">{t('plan.driftMore', { n: total - shown.length })}</li>}
            </ul>
          </details>
        );
      })}
    </>
  );
}
