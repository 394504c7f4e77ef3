import type { Action } from './action.js';
import { check } from './check.js';
import { deployConfigureConfig } from './deployConfigureConfig.js';
import { deployCoreDiff } from './deployCoreDiff.js';
import { deployCoreSyncpro } from './deployCoreSyncpro.js';
import { deployDbInitdb } from './deployDbInitdb.js';
import { doctor } from './doctor.js';
import { drift } from './drift.js';
import { enterRouteDownload } from './enterRouteDownload.js';
import { enterRouteDownloadCombile } from './enterRouteDownloadCombile.js';
import { list } from './list.js';
import { plan, release } from './release.js';
import { rollback } from './rollback.js';
import { run } from './run.js';
import { service } from './service.js';
import { takeover } from './takeover.js';

/** Every action there is, in the order they are listed. */
export const actions: readonly Action[] = [
  release,
  plan,
  rollback,
  service,
  check,
  drift,
  doctor,
  list,
  run,
  takeover,
  enterRouteDownload,
  enterRouteDownloadCombile,
  deployCoreSyncpro,
  deployCoreDiff,
  deployConfigureConfig,
  deployDbInitdb,
];

const byName = new Map(actions.map((action) => [action.name, action]));

/** The action of a name, or undefined. */
export function findAction(name: string): Action | undefined {
  return byName.get(name);
}
