import { useState } from 'preact/hooks';
import { appsOf, listPage } from '../api/client.js';
import { linkTo } from '../navigation/route.js';
import { inLanguage, t } from '../language/index.js';
import { pageRows } from '../navigation/pages.js';
import { Empty } from '../parts/Empty.js';
import { Timestamp } from '../parts/Timestamp.js';
import { CallError } from '../parts/errors.js';
import { useLoad } from '../parts/useLoad.js';
import { usePages } from '../parts/usePages.js';
import { useQuiet } from '../parts/useQuiet.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { DriftBadge } from '../targets/DriftBadge.js';
import { versionName } from '../naming/versionName.js';

/** Hosts that are shown at first, and with each "more". */
const size = 100;

/** The page of hosts: the apps on each, and its host keys. */
export function HostsPage() {
  const [text, setText] = useState('');
  const wanted = useQuiet(text.trim());
  const known = usePages((rows) => listPage('listHosts', { q: wanted, ...rows }), size, [wanted]);
  const hosts = known.value?.items ?? [];
  const keys = hosts.flatMap(({ apps }) => apps);
  const beside = useLoad(() => appsOf(keys), [keys.join(',')]);
  const apps = new Map(beside.value?.map((app) => [app.key, app]));
  return (
    <>
      <div class="bar">
        <h1>
          {inLanguage(pageRows.hosts.label)}{' '}
          {known.value && <span class="muted">{`${hosts.length}${known.more ? '+' : ''}`}</span>}
        </h1>
        <div class="filters">
          <input
            type="search"
            value={text}
            placeholder={t('hosts.find')}
            aria-label={t('hosts.find')}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
      </div>
      {known.trouble && <CallError trouble={known.trouble} again={known.again} />}
      {beside.trouble && <CallError trouble={beside.trouble} again={beside.again} />}
      {known.value === null && known.loading && <LoadingLines lines={6} />}
      {known.value && hosts.length === 0 && <Empty title={t('hosts.none')} />}
      {hosts.length > 0 && (
        <table class="list hosts">
          <thead>
            <tr>
              <th scope="col">{t('apps.host')}</th>
              <th scope="col">{t('hosts.apps')}</th>
              <th scope="col">{t('hosts.key')}</th>
              <th scope="col">{t('hosts.since')}</th>
            </tr>
          </thead>
          <tbody>
            {hosts.map(({ address, apps: names, hostKeys }) => (
              <tr key={address}>
                <th scope="row" class="mono">
                  {address}
                </th>
                <td>
                  {names.map((key) => {
                    const app = apps.get(key);
                    return (
                      <div key={key} class="host-app">
                        <a href={linkTo('apps', key)}>{key}</a>{' '}
                        <span class="muted">{app && (app.live ? versionName(app.live) : t('apps.notByUs'))}</span>{' '}
                        {app?.drift?.state === 'drifted' && <DriftBadge drift={app.drift} />}
                      </div>
                    );
                  })}
                </td>
                <td class="mono break">
                  {hostKeys.length === 0 && <span class="muted">{t('hosts.noKey')}</span>}
                  {hostKeys.map(({ type, fingerprint }) => (
                    <div key={fingerprint}>
                      {type} {fingerprint}
                    </div>
                  ))}
                </td>
                <td>{hostKeys[0] && <Timestamp at={hostKeys[0].firstSeen} />}</td>
              </tr>
            ))}
          </tbody>
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
