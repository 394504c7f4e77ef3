import type { Request, RequestOf, ServiceOperation } from '#contract';

const targets = { names: ['server'] };

/** A request that starts, stops or restarts an application. */
export const serviceRequest = (operation: ServiceOperation): Request => ({
  kind: 'service',
  targets,
  operation,
  whenBusy: 'refuse',
});

/** A request that runs a command on hosts. */
export const runRequest = (command: string): Request => ({ kind: 'run', targets, command });

/** A rollback, to the release before if nothing else is said. */
export const rollbackRequest = (to: RequestOf<'rollback'>['to'] = { kind: 'previous' }): Request => ({
  kind: 'rollback',
  targets,
  to,
  strategy: {},
  whenBusy: 'refuse',
});

const release = { targets, source: { kind: 'updateDirectory' }, strategy: {} } as const;

/** A request of each kind that a worker carries out. */
export const someRequests: { readonly [K in Request['kind']]?: Request } = {
  release: { kind: 'release', ...release, whenBusy: 'refuse' },
  plan: { kind: 'plan', ...release },
  rollback: rollbackRequest(),
  service: serviceRequest('restart'),
  takeover: { kind: 'takeover', targets, reason: 'moved', whenBusy: 'refuse' },
  removal: { kind: 'removal', targets },
  remove: { kind: 'remove', targets, plan: '0'.repeat(64), whenBusy: 'refuse' },
  check: { kind: 'check', targets },
  drift: { kind: 'drift', targets },
  doctor: { kind: 'doctor', targets },
  compare: { kind: 'compare', targets },
  hooks: { kind: 'hooks', targets },
  compareReleases: { kind: 'compareReleases', targets, from: 'a', to: 'b' },
  run: runRequest('uptime'),
  runOnHosts: { kind: 'runOnHosts', hosts: ['10.0.0.1'], command: 'uptime' },
  logFiles: { kind: 'logFiles', targets },
  readLog: { kind: 'readLog', targets },
  searchLogs: { kind: 'searchLogs', targets, pattern: 'error' },
  download: { kind: 'download', targets, trees: 'both', mirror: false, fillUpdateDirectory: false },
  fetch: { kind: 'fetch', targets, url: 'http://127.0.0.1/a.tgz' },
  stage: { kind: 'stage', targets, from: 'downloads' },
};
