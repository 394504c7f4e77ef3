import { Trouble } from '#contract';
import { check } from './check.js';
import { deployConfigureConfig } from './deployConfigureConfig.js';
import { deployCoreDiff } from './deployCoreDiff.js';
import { deployCoreSyncpro } from './deployCoreSyncpro.js';
import { doctor } from './doctor.js';
import { drift } from './drift.js';
import { enterRouteDownload } from './enterRouteDownload.js';
import { enterRouteDownloadCombile } from './enterRouteDownloadCombile.js';
import { plan } from './plan.js';
import { release } from './release.js';
import { rollback } from './rollback.js';
import { run } from './run.js';
import { service } from './service.js';
import { takeover } from './takeover.js';
import type { Presented, Presenter, Settled } from './settled.js';
import { whyNotDone } from './wording.js';

/** The presenter of every action a worker carries out. */
export const presenters: Readonly<Record<string, Presenter>> = {
  release,
  plan,
  rollback,
  service,
  check,
  drift,
  doctor,
  run,
  takeover,
  'Enter:route:download': enterRouteDownload,
  'Enter:route:downloadCombile': enterRouteDownloadCombile,
  'Deploy:Core:syncpro': deployCoreSyncpro,
  'Deploy:Core:diff': deployCoreDiff,
  'Deploy:Configure:config': deployConfigureConfig,
};

/** What a settled request is answered with. */
export function present(settled: Settled): Presented {
  const { action } = settled.request;
  const presenter = presenters[action];
  if (!presenter) throw new Trouble('INTERNAL', { reason: `no presenter for ${action}` });
  const msg = whyNotDone(settled.settlement);
  return { code: msg === null ? 0 : -1, msg, data: presenter(settled) };
}

export type { Settled } from './settled.js';
