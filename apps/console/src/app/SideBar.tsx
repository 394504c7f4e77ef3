import { Icon } from '../icons/Icon.js';
import { inLanguage, t } from '../language/index.js';
import { listedPageOf, pageRows, sections, type ListedPage, type PageRow } from '../navigation/pages.js';
import { linkTo, route } from '../navigation/route.js';
import { sideBarIsNarrow } from '../navigation/sideBar.js';
import { BrandMark } from './BrandMark.js';
import { ZonedClock } from './ZonedClock.js';
import { ConnectionState } from './ConnectionState.js';
import { PersonMenu } from './PersonMenu.js';
import type { ActCounts } from './useCounts.js';

const pages = Object.entries(pageRows) as [ListedPage, PageRow][];
const parts = Object.entries(sections) as [PageRow['section'], (typeof sections)[PageRow['section']]][];

/** The side bar: the pages by section with what waits for somebody, then person, connection and clock. */
export function SideBar({ counts, showKeys }: { counts: ActCounts; showKeys: () => void }) {
  return (
    <div class={sideBarIsNarrow.value ? 'side narrow' : 'side'}>
      <a class="brand" href={linkTo('home')} aria-label={t('page.home')}>
        <BrandMark />
        <span class="brand-name">rexflow</span>
      </a>
      <nav class="side-pages" aria-label={t('nav.label')}>
        {parts.map(([section, label]) => (
          <div key={section} class="side-section">
            {label && <p class="side-head">{inLanguage(label)}</p>}
            {pages
              .filter(([, row]) => row.section === section)
              .map(([page, row]) => (
                <PageLink key={page} page={page} row={row} counts={counts} />
              ))}
          </div>
        ))}
      </nav>
      <div class="side-foot">
        <PersonMenu showKeys={showKeys} />
        <p class="side-state">
          <ConnectionState /> <ZonedClock />
        </p>
      </div>
    </div>
  );
}

/** A page as its icon, its name and what waits there for somebody. */
export function PageLink({ page, row, counts }: { page: ListedPage; row: PageRow; counts: ActCounts }) {
  const waiting = counts[page];
  return (
    <a
      class="side-link"
      href={linkTo(page)}
      aria-current={listedPageOf(route.value.page) === page ? 'page' : undefined}
    >
      <Icon name={row.icon} />
      <span class="side-name">{inLanguage(row.label)}</span>
      {waiting && (
        <span class={`side-count ${waiting.token}`}>
          {waiting.n}
          <span class="unseen"> {waiting.says}</span>
        </span>
      )}
    </a>
  );
}
