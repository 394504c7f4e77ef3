import type { RequestKind } from '#contract';
import type { Action } from './action.js';
import { checkAction } from './check.js';
import { compareReleasesAction } from './compareReleases.js';
import { deployConfigureConfigAction } from './deployConfigureConfig.js';
import { deployCoreDiffAction } from './deployCoreDiff.js';
import { deployCoreSyncproAction } from './deployCoreSyncpro.js';
import { deployDbInitdbAction } from './deployDbInitdb.js';
import { doctorAction } from './doctor.js';
import { driftAction } from './drift.js';
import { enterRouteDownloadAction } from './enterRouteDownload.js';
import { enterRouteDownloadCombileAction } from './enterRouteDownloadCombile.js';
import { listAction } from './list.js';
import { logFilesAction, readLogAction, searchLogsAction } from './logs.js';
import { planAction, releaseAction } from './release.js';
import { removalAction, removeAction } from './remove.js';
import { rollbackAction } from './rollback.js';
import { runCommandAction, runOnHostsAction } from './run.js';
import { serviceAction } from './service.js';
import { takeoverAction } from './takeover.js';

/** The action of each kind of request. */
const actionsByKind: { readonly [K in RequestKind]: Action<K> } = {
  release: releaseAction,
  plan: planAction,
  rollback: rollbackAction,
  service: serviceAction,
  check: checkAction,
  drift: driftAction,
  doctor: doctorAction,
  list: listAction,
  run: runCommandAction,
  runOnHosts: runOnHostsAction,
  logFiles: logFilesAction,
  readLog: readLogAction,
  searchLogs: searchLogsAction,
  takeover: takeoverAction,
  removal: removalAction,
  remove: removeAction,
  download: enterRouteDownloadAction,
  fetch: enterRouteDownloadCombileAction,
  stage: deployCoreSyncproAction,
  compare: deployCoreDiffAction,
  hooks: deployConfigureConfigAction,
  compareReleases: compareReleasesAction,
  freeLeases: deployDbInitdbAction,
};

/** Every action there is, in the order they are listed. */
export const actions: readonly Action[] = Object.values(actionsByKind);

const byName = new Map(
  actions.flatMap((action) => [action.name, ...(action.aliases ?? [])].map((name) => [name, action])),
);

/** The action of a name, or undefined. */
export const findAction = (name: string): Action | undefined => byName.get(name);

/** The action of a kind of request. */
export const actionOf = (kind: RequestKind): Action => actionsByKind[kind];
