import { useState } from 'preact/hooks';
import { Icon } from '../icons/Icon.js';
import { t } from '../language/index.js';
import { listedPageOf, pageRows, type ListedPage, type PageRow } from '../navigation/pages.js';
import { route } from '../navigation/route.js';
import { Dialog } from '../parts/Dialog.js';
import { ZonedClock } from './ZonedClock.js';
import { ConnectionState } from './ConnectionState.js';
import { PersonChoices } from './PersonMenu.js';
import { PageLink } from './SideBar.js';
import type { ActCounts } from './useCounts.js';

const first: readonly ListedPage[] = ['home', 'releases', 'groups'];
const others = (Object.keys(pageRows) as ListedPage[]).filter((page) => !first.includes(page));

/** The bar at the bottom of a phone: the pages one needs there, and the others behind "More". */
export function BottomBar({ counts, showKeys }: { counts: ActCounts; showKeys: () => void }) {
  const [more, setMore] = useState(false);
  const link = (page: ListedPage) => (
    <PageLink key={page} page={page} row={pageRows[page] as PageRow} counts={counts} />
  );
  const among = others.some((page) => page === listedPageOf(route.value.page));
  return (
    <nav class="bottom" aria-label={t('nav.bottom')}>
      {first.map(link)}
      <button type="button" class="side-link" aria-current={among ? 'true' : undefined} onClick={() => setMore(true)}>
        <Icon name="more" />
        <span class="side-name">{t('nav.more')}</span>
      </button>
      {more && (
        <Dialog title={t('nav.more')} close={() => setMore(false)}>
          <div class="sheet" onClick={() => setMore(false)}>
            {others.map(link)}
            <PersonChoices showKeys={showKeys} />
          </div>
          <p class="side-state">
            <ConnectionState /> <ZonedClock />
          </p>
        </Dialog>
      )}
    </nav>
  );
}
