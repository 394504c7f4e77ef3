/** One group of two apps, one of them on a host that is described. */
export const web = {
  version: 1,
  hosts: { 'web-1': { address: '10.0.0.1', login: { user: 'deploy', port: 2222 } } },
  groups: {
    web: {
      paths: { program: '/srv/{app}/program', config: '/srv/{app}/config' },
      service: { script: '/etc/init.d/{app}', process: '{app}-main' },
      rollout: { batch: 1, onFailure: 'continue' },
      apps: { one: { host: 'web-1' }, two: { host: '10.0.0.9', port: 80 } },
    },
  },
};

/** What an answer says was changed, as "app one added". */
export const changed = (body: unknown) =>
  (body as { changes: { kind: string; name: string; change: string }[] }).changes.map(
    ({ kind, name, change }) => `${kind} ${name} ${change}`,
  );
