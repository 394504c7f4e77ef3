import type { ReleaseHead } from '#api';
import type { ListPage } from '#api/client';
import { call } from '../api/client.js';
import { t } from '../language/index.js';
import { Empty } from '../parts/Empty.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { usePages } from '../parts/usePages.js';
import { ReleaseTable } from '../releases/ReleaseTable.js';

/** So many releases of any group are looked through at once, and so often before somebody has to ask for more. */
const atOnce = 200;
const times = 5;
/** Enough of its own for a page. */
const enough = 20;

/** The releases in which one of these apps took part. */
async function releasesOf(apps: readonly string[], cursor: string | undefined): Promise<ListPage<ReleaseHead>> {
  const own = new Set(apps);
  const items: ReleaseHead[] = [];
  let next = cursor ?? null;
  for (let time = 0; time < times && items.length < enough; time += 1) {
    const query = { limit: atOnce, ...(next === null ? {} : { cursor: next }) };
    const page = await call('listReleases', { query });
    items.push(...page.items.filter((head) => head.apps.some((app) => own.has(app))));
    next = page.next;
    if (next === null) break;
  }
  return { items, next };
}

/** What was done to the targets of a group, newest first. */
export function GroupReleases({ apps }: { apps: readonly string[] }) {
  const known = usePages(({ cursor }) => releasesOf(apps, cursor), enough, [apps.join()]);
  const items = known.value?.items ?? [];
  return (
    <>
      {known.trouble && <CallError trouble={known.trouble} again={known.again} />}
      {known.value === null && known.loading && <LoadingLines lines={6} />}
      {known.value && items.length === 0 && <Empty title={t('before.none')} />}
      {items.length > 0 && <ReleaseTable items={items} compares />}
      {known.more && (
        <button type="button" class="older" onClick={known.older}>
          {t('before.more')}
        </button>
      )}
    </>
  );
}
