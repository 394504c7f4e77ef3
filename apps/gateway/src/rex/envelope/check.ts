import type { CheckAppFindings } from '#contract';
import { inner, targetsIn, type Presenter } from './settled.js';
import { shortfall } from './wording.js';

const seen = (value: boolean | undefined): 0 | 1 => (value ? 1 : 0);

/** check: processes, init script and directories of each app; a host that could not be asked has its app_key and the error. */
export const presentCheck: Presenter = (settled) =>
  inner(
    settled,
    targetsIn(settled).map(({ app, result }) => {
      const facts = result.facts as Partial<CheckAppFindings>;
      return {
        ps_num: facts.processes === undefined ? null : String(facts.processes),
        pro_init: seen(facts.init),
        pro_dir: seen(facts.programDir),
        config_dir: seen(facts.configDir),
        app_pro_key: app.processKey,
        app_pro_init: app.init,
        app_pro_dir: app.programLink,
        app_config_dir: app.configLink,
        ...(facts.heldBy && { held_by: facts.heldBy }),
        ...(result.outcome !== 'done' && { app_key: app.appKey, ...shortfall(result) }),
      };
    }),
  );
