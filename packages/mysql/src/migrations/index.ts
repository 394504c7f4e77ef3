import type { Migration } from 'kysely';
import type { OriginalTables } from '../originalTables.js';
import * as original from './0001-original.js';
import * as rexflow from './0002-rexflow.js';
import * as releases from './0003-releases.js';
import * as rollout from './0004-rollout.js';
import * as line from './0005-line.js';
import * as deliveries from './0006-deliveries.js';
import * as keys from './0007-keys.js';
import * as v1 from './0008-v1.js';
import * as newest from './0009-newest.js';
import * as plans from './0010-plans.js';
import * as stamps from './0011-stamps.js';
import * as past from './0012-past.js';
import * as installation from './0013-installation.js';
import * as lists from './0014-lists.js';

/** Migrations by their names; they run in the order of the names. */
export type Migrations = Readonly<Record<string, Migration>>;

/**
 * The migrations that the first programs know, recorded in a table in which these programs bear no other name. The list is
 * closed: an entry more, and none of them starts again on a database that a newer program has used.
 */
export function firstMigrations(tables: OriginalTables): Migrations {
  return {
    '0001-original': { up: (db) => original.up(db, tables) },
    '0002-rexflow': rexflow,
    '0003-releases': releases,
    '0004-rollout': rollout,
    '0005-line': line,
    '0006-deliveries': deliveries,
    '0007-keys': { up: (db) => keys.up(db, tables) },
    '0008-v1': v1,
    '0009-newest': newest,
    '0010-plans': plans,
    '0011-stamps': stamps,
    '0012-past': { up: (db) => past.up(db, tables) },
  };
}

/**
 * All later migrations, recorded in a table of their own. To add one:
 *
 * 1. Write `NNNN-name.ts` with the next free number and an `up` that can be run again after it broke off half-way
 *    (`addColumns`, `addIndexes`, CREATE TABLE IF NOT EXISTS). What has been released is never edited.
 * 2. Enter it here. It may land before one with a smaller number: what has not run is run, whatever ran already.
 * 3. Only add: tables, indexes, and columns that are nullable or have a default, since older programs go on writing. They
 *    pass over names that they do not know. What is not additive wants a floor before it: an entry `NNNN-needs-<version>`
 *    (see floor.ts), below which no program starts any more, and a word in README, "Going back to an older version".
 *
 * `migrations.test.ts` runs each by itself and fails for what is neither additive nor behind a floor.
 */
export const laterMigrations: (tables: OriginalTables) => Migrations = () => ({
  '0013-installation': installation,
  '0014-lists': lists,
});
