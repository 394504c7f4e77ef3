import { linkTo } from '../../apps/console/src/navigation/parseRoute.js';
import { pageRows } from '../../apps/console/src/navigation/pages.js';

/** Addresses in the console: of every page of its side bar, and of some below. */
export const consolePages = [
  ...Object.keys(pageRows).map((page) => linkTo(page).slice(1)),
  '/releases?view=chart',
  '/releases/new',
  '/groups/server',
  '/groups/server/releases',
  '/targets/server1',
  '/hosts/add',
];
