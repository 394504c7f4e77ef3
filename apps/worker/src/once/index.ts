import { collectDownload } from './collectDownload.js';
import { stageCombile } from './stageCombile.js';
import { stageConfig } from './stageConfig.js';
import { stageDiff } from './stageDiff.js';
import { stagePlan } from './stagePlan.js';
import { stageRelease } from './stageRelease.js';
import { stageSyncpro } from './stageSyncpro.js';
import type { Stage } from '../state/stage.js';

/** The phase of each action that runs once, on one worker. */
export const stages: Readonly<Record<string, Stage>> = {
  release: stageRelease,
  plan: stagePlan,
  'Enter:route:download': collectDownload,
  'Enter:route:downloadCombile': stageCombile,
  'Deploy:Core:syncpro': stageSyncpro,
  'Deploy:Core:diff': stageDiff,
  'Deploy:Configure:config': stageConfig,
};
