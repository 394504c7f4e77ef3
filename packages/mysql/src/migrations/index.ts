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

/** Every migration by its name, in the order they run. A migration that has been released is never edited: add one. */
export function migrations(tables: OriginalTables): Record<string, Migration> {
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
