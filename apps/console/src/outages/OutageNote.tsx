import type { AppView, HostView } from '#api';
import { appsOf, listPage } from '../api/client.js';
import { t } from '../language/index.js';
import { nameList } from '../language/nameList.js';
import { linkTo } from '../navigation/route.js';
import { Age } from '../parts/Age.js';
import { useLoad } from '../parts/useLoad.js';
import { State } from '../states/State.js';

interface HostOut {
  host: HostView & { outage: NonNullable<HostView['outage']> };
  apps: readonly AppView[];
}

/** So many hosts are looked through. */
const most = 1000;

/** The hosts out of service, with what is on them. */
async function hostsOut(): Promise<HostOut[]> {
  const { items } = await listPage('listHosts', { limit: most });
  const out = items.filter((host): host is HostOut['host'] => host.outage !== null);
  const apps = await appsOf(out.flatMap((host) => host.apps));
  return out.map((host) => ({ host, apps: apps.filter(({ key }) => host.apps.includes(key)) }));
}

/** The hosts out of service that a release to these groups and apps leaves out, each with its reason. */
export function OutageNote({ names }: { names: readonly string[] }) {
  const known = useLoad(hostsOut, []);
  const meant = ({ key, group }: AppView): boolean =>
    names.includes('all') || names.includes(key) || names.includes(group);
  const rows = (known.value ?? []).flatMap(({ host, apps }) => {
    const left = apps.filter(meant).map(({ key }) => key);
    return left.length === 0 ? [] : [{ host, left }];
  });
  if (rows.length === 0) return null;
  return (
    <ul class="plain outages" aria-label={t('outages.title')}>
      {rows.map(({ host: { address, name, outage }, left }) => (
        <li key={address}>
          <State of="outOfService" form="inline" />{' '}
          <a href={linkTo('hosts', name ?? address)} class="mono">
            {name ?? address}
          </a>{' '}
          {t('outages.without', { names: nameList(left) })} {outage.reason}{' '}
          <span class="muted">
            {outage.by} · <Age at={outage.since} />
          </span>
        </li>
      ))}
    </ul>
  );
}
