import type { Migration } from 'kysely';
import type { OriginalTables } from './originalTables.js';
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

type FirstName =
  | '0001-original'
  | '0002-rexflow'
  | '0003-releases'
  | '0004-rollout'
  | '0005-line'
  | '0006-deliveries'
  | '0007-keys'
  | '0008-v1'
  | '0009-newest'
  | '0010-plans'
  | '0011-stamps'
  | '0012-past';

/**
 * The migrations that the first programs know, recorded in a table in which these programs bear no other name. The list is
 * closed: an entry more, and none of them starts again on a database that a newer program has used.
 */
export function firstMigrations(tables: OriginalTables): Readonly<Record<FirstName, Migration>> {
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
