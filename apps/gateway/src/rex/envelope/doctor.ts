import type { DoctorAppFindings } from '#contract';
import { inner, targetsIn, type Presenter } from './settled.js';
import { shortfall } from './wording.js';

/** doctor: beyond the original. Each app with the findings on its host. */
export const presentDoctor: Presenter = (settled) =>
  inner(
    settled,
    targetsIn(settled).map(({ app, result }) => {
      const { state, findings } = result.facts as Partial<DoctorAppFindings>;
      return {
        app_key: app.appKey,
        server: app.host,
        state: state ?? null,
        findings: (findings ?? []).map(({ name, state: of, message, advice }) => ({
          name,
          state: of,
          message,
          advice,
        })),
        ...(result.outcome !== 'done' && shortfall(result)),
      };
    }),
  );
