/** A plan as it is shown. */
export const planMessages = {
  'plan.is': 'plan of a {action}: {outcome}, {files} files, {bytes}; policy {policy}, {batch} at a time',
  'plan.isOf':
    'plan of a {action} of {versions}: {outcome}, {files} files, {bytes}; policy {policy}, {batch} at a time',
  'plan.same': 'same',
  'plan.restart': 'restart',
  'plan.reload': 'reload',
  'plan.more': '… and {n} more',
  'plan.names': '{names} and {n} more',
  'plan.refuse': 'the release is refused',
  'plan.overwrite': 'they are replaced',
  'plan.keep': 'they are kept',
  'plan.conflict': '{path} (cannot be kept)',
  'plan.byHand': 'changed by hand of {names}',
  'plan.steps': 'steps of {names}',
  'plan.program': 'program of {names}',
  'plan.config': 'configuration of {names}',
  'plan.text': 'text of {names}',
  'plan.hash': 'hash {hash}',
  'plan.next': 'the same command with release instead of plan, and --plan HASH, does this or is refused',
} as const;
