import { useState } from 'preact/hooks';
import { appsOf, call } from '../api/client.js';
import { asRefused, type Refused } from '../api/refused.js';
import { inLanguage, t } from '../language/index.js';
import { pageRows } from '../navigation/pages.js';
import { linkTo } from '../navigation/route.js';
import { versionName } from '../naming/versionName.js';
import { targetHealth } from '../fleet/targetHealth.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { useLoad } from '../parts/useLoad.js';
import { State } from '../states/State.js';
import { NextStep } from './Command.js';
import { HostBehind } from './HostBehind.js';
import { HostChanges } from './HostChanges.js';
import { HostChecks } from './HostChecks.js';
import { HostKeyList } from './HostKeyList.js';
import { HostOutage } from './HostOutage.js';
import { checkState } from './hostStates.js';

/** The page of one host: its state and what to do next, what runs there, what changed this week and by whom, its checks and keys. */
export function HostPage({ name }: { name: string }) {
  const path = { name };
  const host = useLoad(() => call('getHost', { path }), [name]);
  const keys = useLoad(() => call('getHostKeys', { path }), [name]);
  const check = useLoad(() => call('getHostCheck', { path }), [name]);
  const changes = useLoad(() => call('listHostActivity', { path }), [name]);
  const on = host.value?.apps ?? [];
  const apps = useLoad(() => appsOf(on), [on.join(',')]);
  const [busy, setBusy] = useState<'check' | 'keys' | null>(null);
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const [back, setBack] = useState(false);
  if (!host.value)
    return host.trouble ? <CallError trouble={host.trouble} again={host.again} /> : <LoadingLines lines={8} />;
  const { settings, outage } = host.value;

  const ask = async (what: 'check' | 'keys', work: () => Promise<void>): Promise<void> => {
    setBusy(what);
    setTrouble(null);
    try {
      await work();
    } catch (thrown) {
      setTrouble(asRefused(thrown));
    } finally {
      setBusy(null);
      changes.again();
    }
  };
  const scan = (): Promise<void> =>
    ask('keys', async () => {
      const found = await call('scanHostKeys', { path, body: {} });
      keys.change(() => found);
    });
  const approve = (fingerprint: string, replace: boolean): Promise<void> =>
    ask('keys', async () => {
      const done = await call('approveHostKey', { path, body: { fingerprint, ...(replace ? { replace } : {}) } });
      keys.change(() => done.keys);
    });
  const look = (): Promise<void> =>
    ask('check', async () => {
      const found = await call('checkHost', { path, body: {} });
      check.change(() => found);
      keys.again();
    });

  return (
    <article>
      <p class="crumb">
        <a href={linkTo('hosts')}>{inLanguage(pageRows.hosts.label)}</a> / {host.value.name}
      </p>
      <div class="bar">
        <h1>
          {host.value.name}{' '}
          {outage ? (
            <State of="outOfService" />
          ) : (
            check.value && <State of={checkState(check.value)} text={check.value.ready ? t('host.ready') : undefined} />
          )}
        </h1>
      </div>
      {settings !== null && (
        <p class="facts">
          <span class="mono">{settings.address}</span>
          {settings.login?.user !== undefined && <span>{t('host.as', { name: settings.login.user })}</span>}
          {settings.login?.jump !== undefined && <span>{t('host.by', { name: settings.login.jump })}</span>}
          {Object.entries(settings.labels ?? {}).map(([key, value]) => (
            <span key={key}>{`${key}=${value}`}</span>
          ))}
          {settings.note !== undefined && <span>{settings.note}</span>}
        </p>
      )}
      {trouble && <CallError trouble={trouble} />}
      {check.value && <NextStep next={check.value.next} />}
      {outage === null && apps.value?.every(({ lease }) => lease === null) && <HostBehind apps={on} isNew={back} />}
      <section class="card-box host-card" aria-labelledby="host-targets">
        <h2 id="host-targets">{t('hosts.targets')}</h2>
        {on.length === 0 && <p class="muted">{t('host.noTargets')}</p>}
        <ul class="host-targets">
          {(apps.value ?? []).map((app) => (
            <li key={app.key}>
              <State of={targetHealth(app)} form="inline" /> <a href={linkTo('targets', app.key)}>{app.key}</a>{' '}
              <span class={app.live ? 'version-name' : 'muted'}>
                {app.live ? versionName(app.live) : t('targets.notByUs')}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {changes.value && <HostChanges items={changes.value.items} more={changes.value.more} />}
      {check.value && (
        <HostChecks
          check={check.value}
          groupOf={(key) => apps.value?.find((app) => app.key === key)?.group}
          busy={busy !== null}
          again={() => void look()}
        />
      )}
      {keys.value && (
        <HostKeyList
          keys={keys.value}
          busy={busy !== null}
          scan={() => void scan()}
          approve={(fingerprint, replace) => void approve(fingerprint, replace)}
        />
      )}
      <HostOutage
        name={host.value.name}
        outage={outage}
        done={() => {
          setBack(outage !== null);
          host.again();
          check.again();
          changes.again();
        }}
      />
    </article>
  );
}
