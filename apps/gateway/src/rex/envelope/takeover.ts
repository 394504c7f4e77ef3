import type { TakeoverAppFindings } from '#contract';
import { inner, targetsIn, type Presenter } from './settled.js';
import { shortfall } from './wording.js';

/** takeover: beyond the original. Each app with the rexflow it was taken from. */
export const presentTakeover: Presenter = (settled) =>
  inner(
    settled,
    targetsIn(settled).map(({ app, result }) => {
      const { before } = result.facts as Partial<TakeoverAppFindings>;
      return { app_key: app.appKey, server: app.host, before: before ?? null, ...shortfall(result) };
    }),
  );
