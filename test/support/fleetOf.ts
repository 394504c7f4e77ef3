import type { Host } from './hosts.js';

/** A group of these hosts' applications, as a fleet file has it. */
export const groupOf = (hosts: readonly Host[]) => ({
  paths: { program: '/srv/{app}/program', config: '/srv/{app}/config' },
  health: [{ type: 'http', url: 'http://x/' }],
  rollout: { batch: 1, onFailure: 'stop' },
  apps: Object.fromEntries(
    hosts.map(({ app, sshd }, index) => [
      app.name,
      {
        host: `web-${index + 1}`,
        port: app.port,
        paths: { program: app.programLink, config: app.configLink },
        service: { script: app.init, process: app.key },
        health: [{ type: 'http', url: app.url, expect: { status: [200], body: '"version"' } }],
        note: `as ${sshd.user}`,
      },
    ]),
  ),
});

/** A fleet file with the group `server` of these hosts, called web-1, web-2 and so on. */
export const fleetOf = (hosts: readonly Host[]) => ({
  version: 1,
  environment: 'prod',
  hosts: Object.fromEntries(
    hosts.map(({ app, sshd }, index) => [
      `web-${index + 1}`,
      { address: app.host, login: { user: sshd.user, port: sshd.port } },
    ]),
  ),
  groups: { server: groupOf(hosts) },
});
