import { useRef, useState } from 'preact/hooks';
import type { AppView, HostView } from '#api';
import { appsOf, listPage } from '../api/client.js';
import { Icon } from '../icons/Icon.js';
import { errorWords } from '../language/errorWords.js';
import { inLanguage, t } from '../language/index.js';
import { pageRows } from '../navigation/pages.js';
import { linkTo } from '../navigation/route.js';
import { useShortcuts } from '../navigation/shortcuts.js';
import { Age } from '../parts/Age.js';
import { Empty } from '../parts/Empty.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { SearchField } from '../parts/SearchField.js';
import { useLoad } from '../parts/useLoad.js';
import { usePages } from '../parts/usePages.js';
import { useQuiet } from '../parts/useQuiet.js';
import { State } from '../states/State.js';
import { UnusableHosts } from './UnusableHosts.js';
import { byNeed, type StateName } from '../states/states.js';
import { targetHealth } from '../fleet/targetHealth.js';
import { versionName } from '../naming/versionName.js';

/** Hosts that are shown at first, and with each "more". */
const size = 100;

/** The page of hosts: how each is, what runs on it, and whether its key is known. */
export function HostsPage() {
  const [text, setText] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const wanted = useQuiet(text.trim());
  const known = usePages((rows) => listPage('listHosts', { q: wanted, ...rows }), size, [wanted]);
  const { items: hosts = [], unusable = [], unusableTotal = 0 } = known.value ?? {};
  const keys = hosts.flatMap(({ apps }) => apps);
  const beside = useLoad(() => appsOf(keys), [keys.join(',')]);
  const apps = new Map(beside.value?.map((app) => [app.key, app]));
  useShortcuts([{ keys: '/', says: 'hosts.find', act: () => search.current?.focus() }]);
  return (
    <>
      <div class="bar">
        <h1>
          {inLanguage(pageRows.hosts.label)}{' '}
          {known.value && <span class="tally">{`${hosts.length}${known.more ? '+' : ''}`}</span>}
        </h1>
        <div class="filters">
          <SearchField field={search} value={text} label={t('hosts.find')} change={setText} />
          <a class="button" href={linkTo('hosts', 'add')}>
            <Icon name="plus" /> {t('hosts.add')}
          </a>
        </div>
      </div>
      {known.trouble && <CallError trouble={known.trouble} again={known.again} />}
      {beside.trouble && <CallError trouble={beside.trouble} again={beside.again} />}
      {known.value === null && known.loading && <LoadingLines lines={6} />}
      {known.value && hosts.length + unusableTotal === 0 && (
        <Empty title={wanted === '' ? t('hosts.none') : t('hosts.noMatch')}>
          {wanted === '' && <a href="/docs/hosts">{t('steps.manual')}</a>}
        </Empty>
      )}
      {hosts.length + unusableTotal > 0 && (
        <table class="list hosts">
          <thead>
            <tr>
              <th scope="col">{t('hosts.host')}</th>
              <th scope="col">{t('targets.health')}</th>
              <th scope="col">{t('hosts.targets')}</th>
              <th scope="col">{t('hosts.key')}</th>
            </tr>
          </thead>
          <tbody>
            {hosts.map((host) => (
              <Row key={host.address} host={host} apps={host.apps.flatMap((key) => apps.get(key) ?? [])} />
            ))}
          </tbody>
          {unusableTotal > 0 && <UnusableHosts rows={unusable} total={unusableTotal} />}
        </table>
      )}
      {known.more && (
        <button type="button" class="older" onClick={known.older}>
          {t('hosts.more')}
        </button>
      )}
    </>
  );
}

/** The worst of what runs on a host. */
const stateOf = (apps: readonly AppView[]): StateName => apps.map(targetHealth).sort(byNeed)[0] ?? 'unknown';

function Row({
  host: { address, name, outage, lastSeen, seen, hostKeys, unusable = 0 },
  apps,
}: {
  host: HostView;
  apps: readonly AppView[];
}) {
  return (
    <tr>
      <th scope="row" class="mono">
        <a href={linkTo('hosts', name ?? address)}>{name ?? address}</a>{' '}
        {name !== null && name !== address && <span class="muted">{address}</span>}
      </th>
      <td>
        <State of={outage ? 'outOfService' : stateOf(apps)} form="inline" />
        {outage && <div class="muted break">{outage.reason}</div>}
        {lastSeen && (
          <div class="muted">
            {t('hosts.seen')} <Age at={lastSeen} />
          </div>
        )}
        {seen.state === 'unknown' && seen.trouble && <LookTrouble trouble={seen.trouble} />}
      </td>
      <td>
        <ul class="host-targets">
          {apps.map((app) => (
            <li key={app.key}>
              <a href={linkTo('targets', app.key)}>{app.key}</a>{' '}
              <span class={app.live ? 'version-name' : 'muted'}>
                {app.live ? versionName(app.live) : t('targets.notByUs')}
              </span>
            </li>
          ))}
        </ul>
        {unusable > 0 && (
          <span class="muted">
            {t('targets.unusableRows', { n: unusable })}{' '}
            <a href={linkTo('problems')}>{inLanguage(pageRows.problems.label)}</a>
          </span>
        )}
      </td>
      <td>
        {hostKeys.length === 0 ? (
          <span class="muted">{t('hosts.noKey')}</span>
        ) : (
          <details>
            <summary>
              {t('hosts.since')} <Age at={hostKeys[0]!.firstSeen} />
            </summary>
            {hostKeys.map(({ type, fingerprint }) => (
              <div key={fingerprint} class="mono break">
                {type} {fingerprint}
              </div>
            ))}
          </details>
        )}
      </td>
    </tr>
  );
}

/** Why nobody got into a host at the last try. */
function LookTrouble({ trouble: { code, message, details } }: { trouble: NonNullable<HostView['seen']['trouble']> }) {
  const words = errorWords({ code: details ? code : null, message, advice: null, details: details ?? {} });
  return (
    <div class="muted break" lang={words.lang}>
      {words.message}
    </div>
  );
}
