import { useEffect, useState } from 'preact/hooks';
import { inLanguage, language, setLanguage, t } from '../language/index.js';
import { shortId } from '../naming/shortId.js';
import { listedPageOf, pageRows } from '../navigation/pages.js';
import { go, linkTo, route, type PageRoute } from '../navigation/route.js';
import { useShortcuts } from '../navigation/shortcuts.js';
import { foldSideBar } from '../navigation/sideBar.js';
import { nextTheme } from '../navigation/theme.js';
import { Notices } from '../parts/Notices.js';
import { RollBackGroup } from '../releases/RollBackGroup.js';
import { streamState } from '../live/feed.js';
import { ConnectionState } from './ConnectionState.js';
import { HoldBanner } from './HoldBanner.js';
import { BottomBar } from './BottomBar.js';
import { KeysSheet } from './KeysSheet.js';
import { Pages } from './Pages.js';
import { SideBar } from './SideBar.js';
import { useCounts } from './useCounts.js';

/** What is around every page: side bar, bottom bar on a phone, keys, short messages. */
export function PageFrame() {
  const [dialog, setDialog] = useState<'keys' | 'rollBack' | null>(null);
  const counts = useCounts();
  // A dialog belongs to the page it was opened on.
  useEffect(() => setDialog(null), [route.value]);
  useShortcuts([
    ...Object.entries(pageRows).map(([page, { label, key }]) => ({
      keys: `g ${key}`,
      says: label,
      act: () => go(linkTo(page).slice(1)),
    })),
    { keys: 'n', says: 'start.title', act: () => go('/releases/new') },
    { keys: 'b', says: 'back.title', act: () => setDialog('rollBack') },
    { keys: '[', says: 'nav.fold', act: foldSideBar },
    { keys: 'L', says: 'header.language', act: () => setLanguage(language.peek() === 'zh' ? 'en' : 'zh') },
    { keys: 'D', says: 'header.theme', act: nextTheme },
    { keys: '?', says: 'keys.title', act: () => setDialog('keys') },
  ]);
  const title = titleOf(route.value);
  useEffect(() => {
    document.title = title;
  }, [title]);
  const showKeys = (): void => setDialog('keys');
  return (
    <div class="frame">
      <a class="skip" href="#content" onClick={toContent}>
        {t('skip')}
      </a>
      <SideBar counts={counts} showKeys={showKeys} />
      <main id="content" tabIndex={-1}>
        {streamState.value === 'lost' && (
          <p class="stream-lost">
            <ConnectionState />
          </p>
        )}
        <HoldBanner />
        <Pages />
      </main>
      <BottomBar counts={counts} showKeys={showKeys} />
      <Notices />
      {dialog === 'keys' && <KeysSheet close={() => setDialog(null)} />}
      {dialog === 'rollBack' && <RollBackGroup close={() => setDialog(null)} />}
    </div>
  );
}

/** What the tab of the browser is called: what is looked at, then its page. */
function titleOf({ page, id }: PageRoute): string {
  const row = Object.entries(pageRows).find(([name]) => name === listedPageOf(page))?.[1];
  const what = page === 'releases' && id === 'new' ? t('start.title') : shortId(id ?? '');
  return [what, row && inLanguage(row.label), 'rexflow'].filter(Boolean).join(' · ');
}

/** The address is the place in the console, so it must not change for a jump within the page. */
function toContent(event: Event): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
