import { useEffect, useState } from 'preact/hooks';
import type { ReleaseHead } from '#api';
import { outcomes, type Outcome } from '#contract/lists';
import { call } from '../api/client.js';
import { asRefused, type Refused } from '../api/refused.js';
import type { PageRoute } from '../navigation/route.js';
import { go, linkTo } from '../navigation/route.js';
import { Icon } from '../icons/Icon.js';
import { inLanguage, label, t } from '../language/index.js';
import { pageRows } from '../navigation/pages.js';
import { outcomeState } from '../states/releaseState.js';
import { stateWord } from '../states/State.js';
import { Empty } from '../parts/Empty.js';
import { CallError } from '../parts/errors.js';
import { useLoad } from '../parts/useLoad.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { RunningCard } from './RunningCard.js';
import { ReleaseViews } from './ReleaseViews.js';
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
      <div class="bar">
        <h1>{inLanguage(pageRows.releases.label)}</h1>
        <span class="deeds">
          <ReleaseViews shown="list" />
          <a class="button primary" href={linkTo('releases', 'new')}>
            <Icon name="plus" /> {t('start.title')}
          </a>
        </span>
      </div>
      <section aria-labelledby="now">
        <h2 id="now">{t('now.title')}</h2>
        {now.trouble && <CallError trouble={now.trouble} again={now.again} />}
        {now.value === null && now.loading && <LoadingLines lines={1} />}
        {now.value?.length === 0 && <p class="muted">{t('now.none')}</p>}
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
              says={(one) => stateWord(outcomeState(one as Outcome))}
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
