import type { RequestKind } from '#contract';

/** The name `/rex` has for each kind of request. */
export const actionNames: Readonly<Record<RequestKind, string>> = {
  release: 'release',
  plan: 'plan',
  rollback: 'rollback',
  service: 'service',
  takeover: 'takeover',
  check: 'check',
  drift: 'drift',
  doctor: 'doctor',
  list: 'list',
  run: 'run',
  download: 'Enter:route:download',
  fetch: 'Enter:route:downloadCombile',
  stage: 'Deploy:Core:syncpro',
  compare: 'Deploy:Core:diff',
  hooks: 'Deploy:Configure:config',
  freeLeases: 'Deploy:Db:initdb',
};

const kinds = new Map(Object.entries(actionNames).map(([kind, name]) => [name, kind as RequestKind]));

/** The kind of request an action asks for, or undefined for a name that is none. */
export const kindOfAction = (name: string): RequestKind | undefined => kinds.get(name);
