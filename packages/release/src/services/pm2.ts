import { loadScript } from '#shell';
import type { ServiceType } from './contract.js';
import { foundByName } from './named.js';
import { serviceSettings } from './serviceSettings.js';

/** An application of pm2. */
export const pm2Service: ServiceType = {
  script: loadScript('pm2.sh', import.meta.url),
  values: (app) => {
    const { name, file } = serviceSettings(app, 'pm2');
    return { pm2_name: name, ecosystem: file, program_link: app.programLink, become: '' };
  },
  finding: (facts, app) => foundByName(facts, app, `pm2 ${serviceSettings(app, 'pm2').name}`),
};
