const ofApp = ['keep', 'balancer'];
const ofGroup = [...ofApp, 'owners', 'links', 'source', 'gates', 'notify'];

/** Keys that have a meaning whose capability this version does not have yet, by the keys above them; `*` is any name. */
const later: Readonly<Record<string, readonly string[]>> = {
  '': ['notifications', 'freezes'],
  defaults: ofGroup,
  'groups.*': ofGroup,
  'groups.*.apps.*': ofApp,
  'groups.*.rollout': ['batches', 'between'],
  'defaults.rollout': ['batches', 'between'],
};

/** Whether a key is one that only a later version knows. */
export function comesLater(parent: readonly string[], key: string): boolean {
  const named = parent.map((part, index) =>
    ['groups', 'hosts', 'apps'].includes(parent[index - 1] ?? '') ? '*' : part,
  );
  return later[named.join('.')]?.includes(key) ?? false;
}
