import type { TextsFindings } from '#contract';
import { inner, targetsIn, type Presenter } from './settled.js';
import { shortfall } from './wording.js';

/** A kind of request that the original did not have: each app with what was found out on it. */
export const presentFindings: Presenter = (settled) =>
  inner(
    settled,
    targetsIn(settled).map(({ app, result }) => ({
      app_key: app.appKey,
      server: app.host,
      ...result.facts,
      ...shortfall(result),
    })),
  );

/** compare: beyond the original. Each app whose configuration differs, with its files. */
export const presentCompareReleases: Presenter = (settled) => {
  const { texts = [] } = settled.settlement.facts as Partial<TextsFindings>;
  return inner(
    settled,
    texts.map(({ app, files, more }) => ({ app_key: app, files, more })),
  );
};
