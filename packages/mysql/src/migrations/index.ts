import type { Migration } from 'kysely';
import type { OriginalTables } from './originalTables.js';
import * as installation from './0013-installation.js';
import * as lists from './0014-lists.js';
import * as directories from './0015-directories.js';
import * as retention from './0019-retention.js';
import * as request from './0020-request.js';
import * as fleet from './0021-fleet.js';
import * as versions from './0022-versions.js';
import * as hosts from './0023-hosts.js';
import * as versionIndexes from './0024-version-indexes.js';
import * as looks from './0025-looks.js';
import * as hold from './0026-hold.js';
import * as short from './0027-short.js';
import * as recheck from './0029-recheck.js';
import * as backup from './0030-backup.js';
import * as places from './0031-places.js';
import * as services from './0033-services.js';
import * as pauses from './0039-pauses.js';

export { firstMigrations } from './first.js';

/** Migrations by their names; they run in the order of the names. */
export type Migrations = Readonly<Record<string, Migration>>;

/**
 * All migrations after those of first.ts, recorded in a table of their own. To add one:
 *
 * 1. Write `NNNN-name.ts` with the next free number and an `up` that can be run again after it broke off half-way
 *    (`addColumns`, `addIndexes`, CREATE TABLE IF NOT EXISTS). What has been released is never edited.
 * 2. Enter it here. It may land before one with a smaller number: what has not run is run, whatever ran already.
 * 3. Only add: tables, indexes, and columns that are nullable or have a default, since older programs go on writing. They
 *    pass over names that they do not know. What is not additive wants a floor before it: an entry `NNNN-needs-<version>`
 *    (see floor.ts), below which no program starts any more, and a word in the manual (operations.md, "Going back to an older version").
 *
 * `migrations.test.ts` runs each by itself and fails for what is neither additive nor behind a floor.
 */
export const laterMigrations: (tables: OriginalTables) => Migrations = () => ({
  '0013-installation': installation,
  '0014-lists': lists,
  '0015-directories': directories,
  '0019-retention': retention,
  '0020-request': request,
  '0021-fleet': fleet,
  '0022-versions': versions,
  '0023-hosts': hosts,
  '0024-version-indexes': versionIndexes,
  '0025-looks': looks,
  '0026-hold': hold,
  '0027-short': short,
  '0029-recheck': recheck,
  '0030-backup': backup,
  '0031-places': places,
  '0033-services': services,
  '0039-pauses': pauses,
});
