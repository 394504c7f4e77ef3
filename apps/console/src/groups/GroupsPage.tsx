import { useEffect, useRef, useState } from 'preact/hooks';
import type { AppView } from '#api';
import { listAll, type ListPage } from '#api/client';
import { appsOf, call, listPage } from '../api/client.js';
import { linkTo, type PageRoute } from '../navigation/route.js';
import { useShortcuts } from '../navigation/shortcuts.js';
import { inLanguage, t } from '../language/index.js';
import { pageRows } from '../navigation/pages.js';
import { onEvents } from '../live/feed.js';
import { Empty } from '../parts/Empty.js';
import { CallError } from '../parts/errors.js';
import { usePages } from '../parts/usePages.js';
import { useQuiet } from '../parts/useQuiet.js';
import { useSoon } from '../parts/useSoon.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { DriftBadge } from '../targets/DriftBadge.js';
import { versionName } from '../naming/versionName.js';
import { LeaseNote } from '../targets/LeaseNote.js';
import { checkDrift } from '../targets/checkDrift.js';
import { createTouched } from '../fleet/touched.js';

/** Rows that are shown at first, and with each "more". */
const size = 200;
/** When more apps changed, the page is loaded as a whole. */
const many = 100;

/** A page of the apps that hold a text. Stamps are not in the catalogue: for one of them all apps are looked through. */
async function found(text: string, query: { limit: number; cursor?: string }): Promise<ListPage<AppView>> {
  if (!/^\d{4}[\d_]*$/.test(text)) return await listPage('listApps', { q: text, ...query });
  const { items: every } = await listAll({ call }, 'listApps');
  const items = every.filter(({ key, group, host, live }) =>
    [key, group, host, live?.stamp ?? ''].some((one) => one.toLowerCase().includes(text)),
  );
  return { items, next: null };
}

/** The page of apps by group: what is live on each, its drift, and who changes it. */
export function GroupsPage({ query }: { query: PageRoute['query'] }) {
  const [text, setText] = useState(query.q ?? '');
  const search = useRef<HTMLInputElement>(null);
  const wanted = useQuiet(text.trim().toLowerCase());
  const known = usePages((rows) => found(wanted, rows), size, [wanted]);
  const latest = useRef(known);
  latest.current = known;
  const stale = useRef(new Set<string>());
  const refresh = async (): Promise<void> => {
    const keys = [...stale.current];
    stale.current.clear();
    if (keys.length > many) {
      latest.current.again();
      return;
    }
    // An app that cannot be loaded stays as it was; the error shows with the next page that is loaded.
    const fresh = await appsOf(keys).catch(() => []);
    const byKey = new Map(fresh.map((app) => [app.key, app]));
    latest.current.change((items) => items.map((app) => byKey.get(app.key) ?? app));
  };
  const soon = useSoon(() => void refresh(), 700);
  const whole = useSoon(known.again, 1000);
  useEffect(() => {
    const touched = createTouched();
    return onEvents((events) => {
      const keys = touched(events, latest.current.value?.items ?? []);
      if (keys === null) whole();
      for (const key of keys ?? []) stale.current.add(key);
      if (stale.current.size > 0) soon();
    }, whole);
  }, []);
  useShortcuts([{ keys: '/', says: 'apps.find', act: () => search.current?.focus() }]);
  const items = known.value?.items ?? [];
  const groups = new Map<string, AppView[]>();
  for (const app of items) groups.set(app.group, [...(groups.get(app.group) ?? []), app]);
  return (
    <>
      <div class="bar">
        <h1>{inLanguage(pageRows.apps.label)}</h1>
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
      {known.trouble && <CallError trouble={known.trouble} again={known.again} />}
      {known.value === null && known.loading && <LoadingLines lines={6} />}
      {known.value && items.length === 0 && (
        <Empty title={wanted === '' ? t('apps.none') : t('apps.noMatch')}>
          {wanted === '' && <p class="muted">{t('apps.noneMore')}</p>}
        </Empty>
      )}
      {[...groups].map(([group, members]) => (
        <section key={group} aria-label={group}>
          <div class="bar">
            <h2>
              {group} {!known.more && <span class="muted">{t('count.apps', { n: members.length })}</span>}
            </h2>
            <span class="deeds">
              <button type="button" class="small" onClick={() => void checkDrift(group)}>
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
      {known.more && (
        <button type="button" class="older" onClick={known.older}>
          {t('apps.more', { n: items.length })}
        </button>
      )}
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
            <a href={linkTo('releases', live.release)}>{versionName(live)}</a>
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
