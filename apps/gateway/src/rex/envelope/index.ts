import type { RequestKind } from '#contract';
import { presentCheck } from './check.js';
import { presentDeployConfigureConfig } from './deployConfigureConfig.js';
import { presentDeployCoreDiff } from './deployCoreDiff.js';
import { presentDeployCoreSyncpro } from './deployCoreSyncpro.js';
import { presentDoctor } from './doctor.js';
import { presentDrift } from './drift.js';
import { presentEnterRouteDownload } from './enterRouteDownload.js';
import { presentEnterRouteDownloadCombile } from './enterRouteDownloadCombile.js';
import { presentPlan } from './plan.js';
import { presentRelease } from './release.js';
import { presentRollback } from './rollback.js';
import { presentCompareReleases, presentFindings } from './findings.js';
import { presentLogFiles, presentReadLog, presentRun, presentRunOnHosts, presentSearchLogs } from './run.js';
import { presentService } from './service.js';
import type { Presentation, Presenter, Settled } from './settled.js';
import { presentTakeover } from './takeover.js';
import { whyNotDone } from './wording.js';

/** The presenter of each kind of request that answers in a form of its own. */
const presenters: Readonly<Partial<Record<RequestKind, Presenter>>> = {
  release: presentRelease,
  plan: presentPlan,
  rollback: presentRollback,
  service: presentService,
  check: presentCheck,
  drift: presentDrift,
  doctor: presentDoctor,
  run: presentRun,
  runOnHosts: presentRunOnHosts,
  logFiles: presentLogFiles,
  readLog: presentReadLog,
  searchLogs: presentSearchLogs,
  takeover: presentTakeover,
  download: presentEnterRouteDownload,
  fetch: presentEnterRouteDownloadCombile,
  stage: presentDeployCoreSyncpro,
  compare: presentDeployCoreDiff,
  hooks: presentDeployConfigureConfig,
  compareReleases: presentCompareReleases,
};

/** Presents a finished request. */
export function present(settled: Settled): Presentation {
  const presenter = presenters[settled.request.request.kind] ?? presentFindings;
  const msg = whyNotDone(settled.settlement);
  return { code: msg === null ? 0 : -1, msg, data: presenter(settled) };
}

export type { Settled } from './settled.js';
