import { loadScript } from '#shell';
import { escapedForShell } from './escapes.js';
import type { ServiceType } from './contract.js';
import { foundByName } from './named.js';
import { serviceSettings } from './serviceSettings.js';

/** A unit of systemd, of the machine or of the user who logs in. */
export const systemdService: ServiceType = {
  // As root for units of the machine.
  environment: { escape: escapedForShell },
  script: loadScript('systemd.sh', import.meta.url),
  values: (app) => {
    const { unit, manager } = serviceSettings(app, 'systemd');
    return { unit, manager, must_reload: app.reloads ? 'yes' : 'no', become: app.login?.become ?? '' };
  },
  finding: (facts, app) => foundByName(facts, app, `systemd ${serviceSettings(app, 'systemd').unit}`),
};
