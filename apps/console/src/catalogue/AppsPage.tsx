import { useEffect, useRef, useState } from 'preact/hooks';
import type { AppView } from '#contract';
import { apps as listApps } from '../api/calls.js';
import { linkTo, type Route } from '../app/route.js';
import { useShortcuts } from '../app/shortcuts.js';
import { t } from '../language/index.js';
import { listen } from '../live/feed.js';
import { Empty } from '../parts/Empty.js';
import { Refusal } from '../parts/Trouble.js';
import { useLoad } from '../parts/useLoad.js';
import { useSoon } from '../parts/useSoon.js';
import { Waiting } from '../parts/Waiting.js';
import { DriftBadge } from './DriftBadge.js';
import { liveStamp } from './liveStamp.js';
import { LeaseNote } from './LeaseNote.js';
import { lookForDrift } from './lookForDrift.js';

/** Apps by group: what is live on each, whether it still is as it was released, and who changes it. */
export function AppsPage({ query }: { query: Route['query'] }) {
  const known = useLoad(() => listApps(), []);
  const [text, setText] = useState(query.q ?? '');
  const search = useRef<HTMLInputElement>(null);
  const soon = useSoon(known.again, 1000);
  useEffect(
    () =>
      listen((events) => {
        if (events.some(({ kind }) => kind === 'accepted' || kind === 'granted' || kind === 'settled')) soon();
      }),
    [],
  );
  useShortcuts([{ keys: '/', says: 'apps.find', act: () => search.current?.focus() }]);
  const wanted = text.trim().toLowerCase();
  const found = (known.value ?? []).filter(({ key, group, host, live }) =>
    [key, group, host, live?.stamp ?? ''].some((one) => one.toLowerCase().includes(wanted)),
  );
  const groups = new Map<string, AppView[]>();
  for (const app of found) groups.set(app.group, [...(groups.get(app.group) ?? []), app]);
  return (
    <>
      <div class="bar">
        <h1>{t('nav.apps')}</h1>
        <div class="filters">
          <input
            ref={search}
            type="search"
            value={text}
            placeholder={t('apps.find')}
            aria-label={t('apps.find')}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
      </div>
      {known.trouble && <Refusal trouble={known.trouble} again={known.again} />}
      {known.value === null && known.loading && <Waiting lines={6} />}
      {known.value && found.length === 0 && (
        <Empty title={known.value.length === 0 ? t('apps.none') : t('apps.noMatch')}>
          {known.value.length === 0 && <p class="muted">{t('apps.noneMore')}</p>}
        </Empty>
      )}
      {[...groups].map(([group, members]) => (
        <section key={group} aria-label={group}>
          <div class="bar">
            <h2>
              {group} <span class="muted">{t('count.apps', { n: members.length })}</span>
            </h2>
            <span class="deeds">
              <button type="button" class="small" onClick={() => void lookForDrift(group)}>
                {t('drift.look')}
              </button>
              <a class="button small" href={linkTo('start', null, { apps: group })}>
                {t('apps.release')}
              </a>
            </span>
          </div>
          <table class="list apps">
            <thead>
              <tr>
                <th scope="col">{t('apps.app')}</th>
                <th scope="col">{t('apps.host')}</th>
                <th scope="col">{t('apps.live')}</th>
                <th scope="col">{t('apps.drift')}</th>
                <th scope="col">{t('apps.now')}</th>
              </tr>
            </thead>
            <tbody>
              {members.map((app) => (
                <Line key={app.key} app={app} />
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </>
  );
}

function Line({ app }: { app: AppView }) {
  const { live } = app;
  return (
    <tr>
      <th scope="row">
        <a class="line-link" href={linkTo('apps', app.key)}>
          {app.key}
        </a>
        {app.problem !== null && (
          <span class="badge bad" title={app.problem}>
            {t('apps.problem')}
          </span>
        )}
        {!app.automated && <span class="muted"> {t('apps.byHand')}</span>}
      </th>
      <td class="mono">{app.host}</td>
      <td>
        {live ? (
          <>
            <a href={linkTo('releases', live.release)}>{liveStamp(live)}</a>
            {!live.good && <span class="badge bad">{t('apps.notGood')}</span>}
          </>
        ) : (
          <span class="muted">{t('apps.notByUs')}</span>
        )}
      </td>
      <td>
        <DriftBadge drift={app.drift} />
      </td>
      <td>
        <LeaseNote lease={app.lease} />
      </td>
    </tr>
  );
}
