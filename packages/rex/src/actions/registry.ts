import type { Action } from './action.js';
import { checkAction } from './check.js';
import { deployConfigureConfigAction } from './deployConfigureConfig.js';
import { deployCoreDiffAction } from './deployCoreDiff.js';
import { deployCoreSyncproAction } from './deployCoreSyncpro.js';
import { deployDbInitdbAction } from './deployDbInitdb.js';
import { doctorAction } from './doctor.js';
import { driftAction } from './drift.js';
import { enterRouteDownloadAction } from './enterRouteDownload.js';
import { enterRouteDownloadCombileAction } from './enterRouteDownloadCombile.js';
import { listAction } from './list.js';
import { planAction, releaseAction } from './release.js';
import { rollbackAction } from './rollback.js';
import { runCommandAction } from './run.js';
import { serviceAction } from './service.js';
import { takeoverAction } from './takeover.js';

/** Every action there is, in the order they are listed. */
export const actions: readonly Action[] = [
  releaseAction,
  planAction,
  rollbackAction,
  serviceAction,
  checkAction,
  driftAction,
  doctorAction,
  listAction,
  runCommandAction,
  takeoverAction,
  enterRouteDownloadAction,
  enterRouteDownloadCombileAction,
  deployCoreSyncproAction,
  deployCoreDiffAction,
  deployConfigureConfigAction,
  deployDbInitdbAction,
];

const byName = new Map(actions.map((action) => [action.name, action]));

/** The action of a name, or undefined. */
export function findAction(name: string): Action | undefined {
  return byName.get(name);
}
