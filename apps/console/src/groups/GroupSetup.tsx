import type { AppView, GroupView } from '#api';
import { label, t } from '../language/index.js';
import { linkTo } from '../navigation/route.js';
import { nameList } from '../language/nameList.js';

/** How a group is switched and what its targets are like, in words. */
export function GroupSetup({
  name,
  rollout,
  apps,
}: {
  name: string;
  rollout: GroupView['rollout'];
  apps: readonly AppView[];
}) {
  const { policy, maxFailures, batch, confirm } = rollout;
  const health = [...new Set(apps.flatMap(({ checks }) => (checks.length === 0 ? [] : [nameList(checks, 5)])))];
  const layouts = [...new Set(apps.map(({ layout }) => t(`layout.${layout}`)))];
  const services = [...new Set(apps.map(({ service }) => label('service', service)))];
  const started = apps.filter(({ service }) => service !== 'none');
  const restarts = [...new Set(started.map(({ restart }) => t(`restart.${restart}`)))];
  const lines: readonly (readonly [string, string])[] = [
    [t('start.policy'), label('policy', policy)],
    [t('start.batch'), batch === '' ? t('setup.allAtOnce') : batch],
    [t('start.maxFailures'), maxFailures],
    [t('setup.confirm'), confirm === 0 ? t('setup.never') : t('setup.seconds', { n: confirm })],
    ...(apps.length === 0
      ? []
      : ([
          [t('targets.service'), nameList(services)],
          ...(started.length === 0 ? [] : ([[t('targets.restart'), nameList(restarts)]] as const)),
          [t('targets.layout'), nameList(layouts)],
        ] as const)),
    ...health.slice(0, 1).map((url) => [t('targets.checks'), url] as const),
  ];
  return (
    <aside class="card-box rail" aria-labelledby="setup">
      <h2 id="setup">{t('setup.title')}</h2>
      <dl class="pairs">
        {lines.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <a href={linkTo('groups', [name, 'settings'])}>{t('settings.title')}</a>
    </aside>
  );
}
