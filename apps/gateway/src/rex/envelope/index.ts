import { type RequestKind, Trouble } from '#contract';
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

/** The presenter of every kind of request a worker carries out. */
export const presenters: Readonly<Partial<Record<RequestKind, Presenter>>> = {
  release,
  plan,
  rollback,
  service,
  check,
  drift,
  doctor,
  run,
  takeover,
  download: enterRouteDownload,
  fetch: enterRouteDownloadCombile,
  stage: deployCoreSyncpro,
  compare: deployCoreDiff,
  hooks: deployConfigureConfig,
};

/** What a settled request is answered with. */
export function present(settled: Settled): Presented {
  const { kind } = settled.request.request;
  const presenter = presenters[kind];
  if (!presenter) throw new Trouble('INTERNAL', { reason: `no presenter for ${kind}` });
  const msg = whyNotDone(settled.settlement);
  return { code: msg === null ? 0 : -1, msg, data: presenter(settled) };
}

export type { Settled } from './settled.js';
