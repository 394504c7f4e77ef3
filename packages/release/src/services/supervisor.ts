import { loadScript } from '#shell';
import { escapedForShell } from './escapes.js';
import type { ServiceType } from './contract.js';
import { foundByName } from './named.js';
import { serviceSettings } from './serviceSettings.js';

/** A program of supervisor, or a group of them. */
export const supervisorService: ServiceType = {
  // By the line of the program, whose user is the owner.
  environment: { escape: escapedForShell, readByOwner: true },
  script: loadScript('supervisor.sh', import.meta.url),
  values: (app) => {
    const { program, config } = serviceSettings(app, 'supervisor');
    return {
      supervised: program,
      supervisor_config: config,
      must_reload: app.reloads ? 'yes' : 'no',
      become: app.login?.become ?? '',
    };
  },
  finding: (facts, app) => foundByName(facts, app, `supervisor ${serviceSettings(app, 'supervisor').program}`),
};
