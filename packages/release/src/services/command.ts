import { loadScript } from '#shell';
import type { ServiceType } from './contract.js';
import { foundByName } from './named.js';
import { serviceSettings } from './serviceSettings.js';

/** Lines for the shell of the host that start and stop it. */
export const commandService: ServiceType = {
  script: loadScript('command.sh', import.meta.url),
  values: (app) => {
    const { start, stop, reload, status } = serviceSettings(app, 'command');
    return {
      start_line: start,
      stop_line: stop,
      reload_line: reload,
      status_line: status,
      key: app.processKey,
      program_link: app.programLink,
      become: '',
    };
  },
  finding: (facts, app) => foundByName(facts, app, 'service.commands'),
};
