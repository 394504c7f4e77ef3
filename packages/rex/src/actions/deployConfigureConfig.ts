import type { Action } from './action.js';
import { k } from '../parameters/parameter.js';

/** Runs the init commands of the catalogue on the trees a release is made from. */
export const deployConfigureConfigAction: Action = {
  name: 'Deploy:Configure:config',
  summary: 'Run local_pro_cmd and local_conf_cmd on the trees to be released',
  parameters: { k },
  required: ['k'],
  example: { k: 'server' },
};
