import { AppPage } from '../apps/AppPage.js';
import { AppsPage } from '../apps/AppsPage.js';
import { HostsPage } from '../apps/HostsPage.js';
import { HistoryPage } from '../history/HistoryPage.js';
import { SystemPage } from '../system/SystemPage.js';
import { t } from '../language/index.js';
import { Empty } from '../parts/Empty.js';
import { ReleasePage } from '../releases/ReleasePage.js';
import { ReleasesPage } from '../releases/ReleasesPage.js';
import { NewReleasePage } from '../newRelease/NewReleasePage.js';
import { route } from '../navigation/route.js';

/** The page the address names. */
export function Pages() {
  const { page, id, query } = route.value;
  switch (page) {
    case 'releases':
      return id ? <ReleasePage key={id} id={id} /> : <ReleasesPage query={query} />;
    case 'start':
      return <NewReleasePage key={JSON.stringify(query)} query={query} />;
    case 'apps':
      return id ? <AppPage key={id} name={id} /> : <AppsPage query={query} />;
    case 'hosts':
      return <HostsPage />;
    case 'history':
      return <HistoryPage query={query} />;
    case 'system':
      return <SystemPage />;
    default:
      return (
        <Empty title={t('page.unknown')}>
          <a href="#/">{t('page.home')}</a>
        </Empty>
      );
  }
}
