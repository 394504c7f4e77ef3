import { TargetPage } from '../targets/TargetPage.js';
import { GroupsPage } from '../groups/GroupsPage.js';
import { HostsPage } from '../hosts/HostsPage.js';
import { ProblemsPage } from '../problems/ProblemsPage.js';
import { HistoryPage } from '../history/HistoryPage.js';
import { SystemPage } from '../system/SystemPage.js';
import { t } from '../language/index.js';
import { Empty } from '../parts/Empty.js';
import { ReleasePage } from '../releases/ReleasePage.js';
import { ReleasesPage } from '../releases/ReleasesPage.js';
import { NewReleasePage } from '../newRelease/NewReleasePage.js';
import type { JSX } from 'preact';
import type { PageName } from '../navigation/pages.js';
import { route, type PageRoute } from '../navigation/route.js';

/** Each page as the address asks for it. */
const pages: Readonly<Record<PageName, (route: PageRoute) => JSX.Element>> = {
  releases: ({ id, query }) => (id ? <ReleasePage key={id} id={id} /> : <ReleasesPage query={query} />),
  start: ({ query }) => <NewReleasePage key={JSON.stringify(query)} query={query} />,
  apps: ({ id, query }) => (id ? <TargetPage key={id} name={id} /> : <GroupsPage query={query} />),
  hosts: () => <HostsPage />,
  problems: () => <ProblemsPage />,
  history: ({ query }) => <HistoryPage query={query} />,
  system: () => <SystemPage />,
};

/** The page the address names. */
export function Pages() {
  const { page } = route.value;
  if (Object.hasOwn(pages, page)) return pages[page as PageName](route.value);
  return (
    <Empty title={t('page.unknown')}>
      <a href="#/">{t('page.home')}</a>
    </Empty>
  );
}
