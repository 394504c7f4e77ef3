import type { StageFindings } from '#contract';
import { inner, type Presenter } from './settled.js';

/** Deploy:Core:syncpro: 1 when all was copied, then the missing program and config directories. */
export const presentDeployCoreSyncpro: Presenter = (settled) => {
  const { missingProgram = [], missingConfig = [] } = settled.settlement.facts as Partial<StageFindings>;
  const copied = settled.settlement.outcome === 'done' ? 1 : 0;
  return inner(settled, [copied, missingProgram.join(','), missingConfig.join(',')]);
};
