import { useRef, useState } from 'preact/hooks';
import type { GroupView } from '#api';
import { listAll, type ListPage } from '#api/client';
import { call, listPage } from '../api/client.js';
import { Icon } from '../icons/Icon.js';
import { inLanguage, t } from '../language/index.js';
import { pageRows } from '../navigation/pages.js';
import { linkTo, type PageRoute } from '../navigation/route.js';
import { useShortcuts } from '../navigation/shortcuts.js';
import { Empty } from '../parts/Empty.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { SearchField } from '../parts/SearchField.js';
import { usePages } from '../parts/usePages.js';
import { useQuiet } from '../parts/useQuiet.js';
import { summarise, withoutUsable, worstFirst } from '../fleet/groupSummary.js';
import { GroupTable } from './GroupTable.js';
import { lastReleases } from '../fleet/lastReleases.js';
import { useRecent } from '../fleet/useRecent.js';
import { groupRunsVersion, isVersionText } from '../fleet/versionText.js';
import { useChanges } from '../fleet/useChanges.js';
import { useTouchedGroups } from '../fleet/useTouchedGroups.js';

/** Groups that are shown at first, and with each "more". */
const size = 50;

type FoundGroups = ListPage<GroupView> & { unusable?: string[] };

/** A page of the groups that hold a text, the first with those that cannot be used. What runs is not in the catalogue: for a version all groups are looked through. */
async function found(text: string, query: { limit: number; cursor?: string }): Promise<FoundGroups> {
  if (!isVersionText(text)) return await listPage('listGroups', { q: text, ...query });
  const { items } = await listAll({ call }, 'listGroups');
  return { items: items.filter((group) => groupRunsVersion(group, text)), next: null };
}

/** The page of groups: what each runs, how it is, and its last release. */
export function GroupsPage({ query }: { query: PageRoute['query'] }) {
  const [text, setText] = useState(query.q ?? '');
  const search = useRef<HTMLInputElement>(null);
  const wanted = useQuiet(text.trim());
  const known = usePages((rows) => found(wanted, rows), size, [wanted]);
  const recent = useRecent();
  const { items = [], unusable = [] } = known.value ?? {};
  const changes = useChanges();
  useTouchedGroups({
    shown: items,
    again: known.again,
    change: (fresh) => known.change((groups) => groups.map((group) => fresh.get(group.name) ?? group)),
  });
  useShortcuts([{ keys: '/', says: 'groups.find', act: () => search.current?.focus() }]);
  const groupOf = new Map(items.flatMap(({ name, apps }) => apps.map((key) => [key, name] as const)));
  const groups = items
    .map((group) => summarise(group, changes))
    .sort(worstFirst)
    .concat(unusable.map(withoutUsable));
  return (
    <>
      <div class="bar">
        <h1>
          {inLanguage(pageRows.groups.label)}{' '}
          {known.value && <span class="tally">{`${groups.length}${known.more ? '+' : ''}`}</span>}
        </h1>
        <div class="filters">
          <SearchField field={search} value={text} label={t('groups.find')} change={setText} />
          <a class="button" href={linkTo('groups', null, { new: '1' })}>
            <Icon name="plus" /> {t('new.group')}
          </a>
        </div>
      </div>
      {known.trouble && <CallError trouble={known.trouble} again={known.again} />}
      {known.value === null && known.loading && <LoadingLines lines={6} />}
      {known.value && groups.length === 0 && (
        <Empty title={wanted === '' ? t('groups.none') : t('groups.noMatch')}>
          {wanted === '' && <a href={linkTo('groups', null, { new: '1' })}>{t('new.group')}</a>}
        </Empty>
      )}
      {groups.length > 0 && (
        <GroupTable groups={groups} last={lastReleases(recent.value ?? [], (app) => groupOf.get(app))} />
      )}
      {known.more && (
        <button type="button" class="older" onClick={known.older}>
          {t('groups.more', { n: items.length })}
        </button>
      )}
    </>
  );
}
