import { plainAction } from './action.js';

/** Runs the init commands of the catalogue on the trees a release is made from. */
export const deployConfigureConfigAction = plainAction({
  kind: 'hooks',
  summary: 'Run local_pro_cmd and local_conf_cmd on the trees to be released',
  example: { k: 'server' },
});
