import { downloadJob } from './download.js';
import { fetchJob } from './fetch.js';
import { hooksJob } from './hooks.js';
import { compareJob } from './compare.js';
import { compareReleasesJob } from './compareReleases.js';
import { planJob } from './plan.js';
import { releaseJob } from './release.js';
import { stageJob } from './stage.js';
import type { RequestKind } from '#contract';
import type { OnceJob, OnceResult, OnceInput } from '../state/onceJob.js';

/** The phase of each kind of request that runs once, on one worker. */
export const onceJobs: { readonly [K in RequestKind]?: OnceJob<K> } = {
  release: releaseJob,
  plan: planJob,
  download: downloadJob,
  fetch: fetchJob,
  stage: stageJob,
  compare: compareJob,
  hooks: hooksJob,
  compareReleases: compareReleasesJob,
};

/** Runs the phase of a request that runs once. Throws CodedError. */
export const runOnce = (input: OnceInput): Promise<OnceResult> =>
  (onceJobs[input.asked.kind] as OnceJob<RequestKind>)(input);
