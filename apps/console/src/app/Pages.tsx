import { NewAppPage } from '../adding/NewAppPage.js';
import { NewGroupPage } from '../adding/NewGroupPage.js';
import { AuditPage } from '../audit/AuditPage.js';
import { ComparePage } from '../compare/ComparePage.js';
import { GroupPage } from '../groups/GroupPage.js';
import { GroupsPage } from '../groups/GroupsPage.js';
import { AddHostsPage } from '../hosts/AddHostsPage.js';
import { HostPage } from '../hosts/HostPage.js';
import { HostsPage } from '../hosts/HostsPage.js';
import { ProblemsPage } from '../problems/ProblemsPage.js';
import { TargetPage } from '../targets/TargetPage.js';
import { HistoryPage } from '../history/HistoryPage.js';
import { HomePage } from '../home/HomePage.js';
import { SystemPage } from '../system/SystemPage.js';
import { t } from '../language/index.js';
import { Empty } from '../parts/Empty.js';
import { ReleasePage } from '../releases/ReleasePage.js';
import { ReleasesPage } from '../releases/ReleasesPage.js';
import { NewReleasePage } from '../newRelease/NewReleasePage.js';
import type { JSX } from 'preact';
import type { PageName } from '../navigation/pages.js';
import { linkTo, route, type PageRoute } from '../navigation/route.js';

/** Each page as the address asks for it. */
const pages: Readonly<Record<PageName, (route: PageRoute) => JSX.Element>> = {
  home: () => <HomePage />,
  releases: ({ id, query }) => {
    if (id === 'new') return <NewReleasePage key={JSON.stringify(query)} query={query} />;
    if (id !== null) return <ReleasePage key={id} id={id} />;
    return query.view === 'chart' ? <HistoryPage query={query} /> : <ReleasesPage query={query} />;
  },
  // Something new has no name yet: any word in its place may be the name of a group.
  groups: ({ id, tab, query }) => {
    if (id !== null) return <GroupPage key={id} name={id} tab={tab} query={query} />;
    return query.new === undefined ? <GroupsPage query={query} /> : <NewGroupPage />;
  },
  targets: ({ id, tab, query }) => {
    if (id !== null) return <TargetPage key={id} name={id} tab={tab} />;
    return query.new === undefined ? (
      <GroupsPage query={{}} />
    ) : (
      <NewAppPage key={query.group} group={query.group ?? ''} />
    );
  },
  compare: ({ query }) => <ComparePage query={query} />,
  hosts: ({ id }) => {
    if (id === null) return <HostsPage />;
    return id === 'add' ? <AddHostsPage /> : <HostPage key={id} name={id} />;
  },
  problems: () => <ProblemsPage />,
  audit: ({ query }) => <AuditPage query={query} />,
  system: () => <SystemPage />,
};

/** The page the address names. */
export function Pages() {
  const { page } = route.value;
  if (Object.hasOwn(pages, page)) return pages[page as PageName](route.value);
  return (
    <Empty title={t('page.unknown')}>
      <a href={linkTo('home')}>{t('page.home')}</a>
    </Empty>
  );
}
