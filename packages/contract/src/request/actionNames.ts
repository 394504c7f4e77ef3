import type { RequestKind } from './request.js';

/**
 * The name each kind of request has outside: RexDeployV3's, where it had one. Answers, events, logs, figures, the audit and filters call
 * it so, in the order in which they are listed.
 */
export const actionNames: Readonly<Record<RequestKind, string>> = {
  release: 'release',
  plan: 'plan',
  rollback: 'rollback',
  service: 'service',
  check: 'check',
  drift: 'drift',
  doctor: 'doctor',
  list: 'list',
  run: 'run',
  takeover: 'takeover',
  download: 'Enter:route:download',
  fetch: 'Enter:route:downloadCombile',
  stage: 'Deploy:Core:syncpro',
  compare: 'Deploy:Core:diff',
  hooks: 'Deploy:Configure:config',
  freeLeases: 'Deploy:Db:initdb',
};

const kinds = new Map(Object.entries(actionNames).map(([kind, name]) => [name, kind as RequestKind]));

/** The kind of request of an action's name, or undefined for a name that is none. */
export const kindOfAction = (name: string): RequestKind | undefined => kinds.get(name);
