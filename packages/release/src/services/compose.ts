import { finding, statement } from '#contract';
import { loadScript } from '#shell';
import { escapedForCompose } from './escapes.js';
import type { ServiceType } from './contract.js';
import { foundByName } from './named.js';
import { serviceSettings } from './serviceSettings.js';

/** What the doctor says of what is missing, by the word of the script for it. */
const lackings = {
  docker: 'compose.noDocker',
  plugin: 'compose.noPlugin',
  group: 'compose.noRight',
  daemon: 'compose.noDaemon',
  file: 'compose.noFile',
} as const;

/** A project of docker compose, or some services of one. */
export const composeService: ServiceType = {
  environment: { escape: escapedForCompose },
  script: loadScript('compose.sh', import.meta.url),
  values: (app) => {
    const { project, file, services } = serviceSettings(app, 'compose');
    return {
      project,
      compose_file: file,
      compose_services: services.join(' '),
      program_link: app.programLink,
      environment_names: Object.keys(app.variables ?? {}).join(' '),
      become: app.login?.become ?? '',
    };
  },
  finding: (facts, app) => {
    const { project, file } = serviceSettings(app, 'compose');
    const { lacks = '', lacks_because: reason = '', user = '' } = facts;
    if (!Object.hasOwn(lackings, lacks)) return foundByName(facts, app, `compose ${project}`);
    const lacking = lackings[lacks as keyof typeof lackings];
    return finding(
      'app.service',
      app.restarts || app.reloads ? 'failed' : 'warning',
      statement(lacking, { file, reason, user }),
    );
  },
};
