import { useEffect, useState } from 'preact/hooks';
import type { ReleaseHead } from '#api';
import { outcomes } from '#contract/lists';
import { call } from '../api/client.js';
import { asRefused, type Refused } from '../api/refused.js';
import type { PageRoute } from '../navigation/route.js';
import { go, linkTo } from '../navigation/route.js';
import { t, label } from '../language/index.js';
import { Empty } from '../parts/Empty.js';
import { CallError } from '../parts/errors.js';
import { useLoad } from '../parts/useLoad.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { RunningCard } from './RunningCard.js';
import { ReleaseTable } from './ReleaseTable.js';
import { useRunning } from './useRunning.js';

const actions = ['release', 'rollback', 'plan', 'service', 'check', 'drift', 'run', 'takeover'] as const;

/** The page of releases in progress and past ones. */
export function ReleasesPage({ query }: { query: PageRoute['query'] }) {
  const { outcome, action, app, caller } = query;
  const filter = { state: 'settled', outcome, action, app, caller, limit: 30 };
  const before = useLoad(() => call('listReleases', { query: filter }), [outcome, action, app, caller]);
  const now = useRunning(before.again);
  const [more, setMore] = useState<{ items: ReleaseHead[]; next: string | null; trouble: Refused | null } | null>(null);
  useEffect(() => setMore(null), [outcome, action, app, caller]);
  const next = more ? more.next : (before.value?.next ?? null);
  const older = async (): Promise<void> => {
    try {
      const page = await call('listReleases', { query: { ...filter, cursor: next } });
      setMore({ items: [...(more?.items ?? []), ...page.items], next: page.next, trouble: null });
    } catch (thrown) {
      setMore({ items: more?.items ?? [], next, trouble: asRefused(thrown) });
    }
  };
  const known = new Set(before.value?.items.map(({ id }) => id));
  const items = [...(before.value?.items ?? []), ...(more?.items ?? []).filter(({ id }) => !known.has(id))];
  const narrow = (name: string, value: string): void =>
    go(linkTo('releases', null, { ...query, [name]: value }).slice(1));
  const narrowed = [outcome, action, app, caller].some(Boolean);
  return (
    <>
      <section aria-labelledby="now">
        <h1 id="now">{t('now.title')}</h1>
        {now.trouble && <CallError trouble={now.trouble} again={now.again} />}
        {now.value === null && now.loading && <LoadingLines lines={1} />}
        {now.value?.length === 0 && (
          <Empty title={t('now.none')}>
            <a href="#/start">{t('start.title')}</a>
          </Empty>
        )}
        <div class="cards">
          {now.value
            ?.filter(({ release }) => release.state !== 'settled')
            .map(({ release }) => (
              <RunningCard key={release.id} release={release} />
            ))}
        </div>
      </section>
      <section aria-labelledby="before">
        <div class="bar">
          <h2 id="before">{t('before.title')}</h2>
          <div class="filters">
            <Choice name="action" value={action} values={actions} says={(one) => label('action', one)} pick={narrow} />
            <Choice
              name="outcome"
              value={outcome}
              values={outcomes}
              says={(one) => label('outcome', one)}
              pick={narrow}
            />
            <Text name="app" value={app} pick={narrow} />
            <Text name="caller" value={caller} pick={narrow} />
          </div>
        </div>
        {before.trouble && <CallError trouble={before.trouble} again={before.again} />}
        {before.value === null && before.loading && <LoadingLines lines={6} />}
        {before.value && items.length === 0 && (
          <Empty title={narrowed ? t('before.noMatch') : t('before.none')}>
            {narrowed ? <a href="#/releases">{t('before.all')}</a> : <p class="muted">{t('before.noneMore')}</p>}
          </Empty>
        )}
        {items.length > 0 && <ReleaseTable items={items} />}
        {more?.trouble && <CallError trouble={more.trouble} />}
        {next && (
          <button type="button" class="older" onClick={() => void older()}>
            {t('before.more')}
          </button>
        )}
      </section>
    </>
  );
}

interface Narrowing {
  name: 'action' | 'outcome' | 'app' | 'caller';
  value: string | undefined;
  pick: (name: string, value: string) => void;
}

function Choice({
  name,
  value = '',
  values,
  says,
  pick,
}: Narrowing & { values: readonly string[]; says: (one: string) => string }) {
  return (
    <select aria-label={t(`filter.${name}`)} value={value} onChange={(event) => pick(name, event.currentTarget.value)}>
      <option value="">{t(`filter.any.${name as 'action' | 'outcome'}`)}</option>
      {values.map((one) => (
        <option key={one} value={one}>
          {says(one)}
        </option>
      ))}
    </select>
  );
}

function Text({ name, value = '', pick }: Narrowing) {
  return (
    <input
      type="search"
      aria-label={t(`filter.${name}`)}
      placeholder={t(`filter.${name}`)}
      value={value}
      onChange={(event) => pick(name, event.currentTarget.value.trim())}
    />
  );
}
