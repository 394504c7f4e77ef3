import { loadScript } from '#shell';
import type { ServiceType } from './contract.js';

/** An init script, and a word in the command line of the application's processes: `pro_init` and `pro_key` of the catalogue. */
export const initService: ServiceType = {
  script: loadScript('init.sh', import.meta.url),
  values: ({ init, processKey }) => ({ init, key: processKey }),
  finding: (facts, { init, restarts }) =>
    facts.init === 'executable'
      ? { name: 'app.init', state: 'ok', message: `${init} is executable`, advice: null }
      : {
          name: 'app.init',
          state: restarts ? 'failed' : 'warning',
          message: facts.init === 'there' ? `${init} is not executable` : `${init} is not there`,
          advice: 'Install it on the host and make it executable (chmod +x), or correct pro_init in the catalogue.',
        },
};
