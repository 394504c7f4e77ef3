import { loadScript } from '#shell';
import type { ServiceType } from './contract.js';

/** An init script, and a word in the command line of the application's processes: `pro_init` and `pro_key` of the catalogue. */
export const initService: ServiceType = {
  script: loadScript('init.sh', import.meta.url),
  values: ({ init, processKey }) => ({ init, key: processKey }),
};
