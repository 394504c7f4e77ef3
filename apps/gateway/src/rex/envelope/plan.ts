import type { PlanFindings, PreviewAppFindings } from '#contract';
import { inner, targetsIn, type Presenter } from './settled.js';
import { shortfall } from './wording.js';

/** plan: beyond the original. The steps of a release on each app, and the hash by which one may ask for exactly that. */
export const presentPlan: Presenter = (settled) => {
  const { plan: found } = settled.settlement.facts as { plan?: PlanFindings };
  const apps = targetsIn(settled).map(({ app, result }) => {
    const planned = found?.apps.find(({ appKey }) => appKey === app.appKey);
    return {
      app_key: app.appKey,
      host: app.host,
      ...(planned && {
        batch: String(planned.batch),
        steps: planned.steps.map(({ phase, step }) => `${phase}/${step}`),
        live: planned.live.program,
        program: planned.program,
        config: planned.config,
        bytes: String(planned.bytes),
        restarts: planned.restarts ? '1' : '0',
      }),
      ...(result.outcome !== 'done' && shortfall(result)),
    };
  });
  const hostWarnings = targetsIn(settled).flatMap(
    ({ result }) => (result.facts as Partial<PreviewAppFindings>).warnings ?? [],
  );
  return {
    ...inner(settled, apps),
    hash: found?.hash ?? null,
    warnings: [
      ...((settled.settlement.facts.warnings as string[] | undefined) ?? []),
      ...(found?.warnings ?? []),
      ...new Set((found?.apps ?? []).flatMap(({ drift }) => drift?.trouble?.message ?? [])),
      ...hostWarnings,
    ],
  };
};
