import { collectDownload } from './collectDownload.js';
import { stageCombile } from './stageCombile.js';
import { stageConfig } from './stageConfig.js';
import { stageDiff } from './stageDiff.js';
import { stagePlan } from './stagePlan.js';
import { stageRelease } from './stageRelease.js';
import { stageSyncpro } from './stageSyncpro.js';
import type { RequestKind } from '#contract';
import type { Stage, Staged, StageInput } from '../state/stage.js';

/** The phase of each kind of request that runs once, on one worker. */
export const stages: { readonly [K in RequestKind]?: Stage<K> } = {
  release: stageRelease,
  plan: stagePlan,
  download: collectDownload,
  fetch: stageCombile,
  stage: stageSyncpro,
  compare: stageDiff,
  hooks: stageConfig,
};

/** Does the phase of a request that runs once. Throws Trouble. */
export const runOnce = (input: StageInput): Promise<Staged> => (stages[input.asked.kind] as Stage<RequestKind>)(input);
