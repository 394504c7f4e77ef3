import { pageRows } from '../../apps/console/src/navigation/pages.js';

/** Addresses in the console: of every page its head leads to, and of some below. */
export const consolePages = [...Object.keys(pageRows).map((page) => `/${page}`), '/start', '/apps/server1'];
