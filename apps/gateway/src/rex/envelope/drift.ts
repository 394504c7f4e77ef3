import type { DriftFindings } from '#contract';
import { inner, targetsIn, type Presenter } from './settled.js';
import { shortfall } from './wording.js';

/** drift: beyond the original. Each app with the release that is live on it and the differences from it. */
export const presentDrift: Presenter = (settled) =>
  inner(
    settled,
    targetsIn(settled).map(({ app, result }) => {
      const { state, release, digest, files, paths, heldBy } = result.facts as Partial<DriftFindings>;
      return {
        app_key: app.appKey,
        drift: state ?? null,
        release: release ?? null,
        digest: digest ?? null,
        total: files ? String(files.total) : null,
        paths: paths ?? [],
        ...(heldBy && { held_by: heldBy }),
        ...(result.outcome !== 'done' && shortfall(result)),
      };
    }),
  );
