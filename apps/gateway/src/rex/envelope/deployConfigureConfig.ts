import type { HooksFindings } from '#contract';
import { inner, type Presenter } from './settled.js';
import { whyNotDone } from './wording.js';

const outputs = (ran: { output: string }[]): string => ran.map(({ output }) => output).join('');

/** Deploy:Configure:config: the init commands that ran, with their directories and output. */
export const presentDeployConfigureConfig: Presenter = (settled) => {
  const { program = [], config = [] } = settled.settlement.facts as Partial<HooksFindings>;
  const why = whyNotDone(settled.settlement);
  const ran = { code: 0, msg: 'run cmd success' };
  return inner(settled, [
    {
      diff_pro: program.map(({ group, command }) => ({ local_name: group, local_pro_cmd: command })),
      ...(program.length > 0 && {
        run_pro_cmd: {
          ...ran,
          runres: outputs(program),
          data: program.map(({ group, command, dir }) => ({ local_name: group, pro_cmd: command, run_dir: dir })),
        },
      }),
      diff_conf: config.map(({ group, appKey, command }) => ({
        local_name: group,
        app_key: appKey,
        local_conf_cmd: command,
      })),
      ...(config.length > 0 && {
        run_conf_cmd: {
          ...ran,
          runres: outputs(config),
          data: config.map(({ group, appKey, command, dir }) => ({
            local_name: group,
            app_key: appKey,
            conf_cmd: command,
            run_dir: dir,
          })),
        },
      }),
      code: why === null ? 0 : -1,
      msg: why ?? 'run init pro and config success',
    },
  ]);
};
