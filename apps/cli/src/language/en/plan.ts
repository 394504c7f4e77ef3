/** A plan as it is shown. */
export const planMessages = {
  'plan.is': 'plan of a {action}: {outcome}, {files} files, {bytes}; policy {policy}, {batch} at a time',
  'plan.commit': 'commit {commit} of {repository}',
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
  'plan.adopts': 'data of {names} that outlives releases from now on, and moves',
  'plan.adopt': '{from} -> {to} ({n} entries, {size})',
  'plan.adoptUnmeasured': '{from} -> {to} (too much to be measured in time)',
  'plan.adoptStopped':
    'while the application is stopped, with a link in its place; release with --plan HASH agrees to that, without it is refused',
  'plan.adoptRunning':
    'while the application runs, so that for a moment it is missing, with a link in its place; release with --plan HASH agrees to that, without it is refused',
  'plan.byHand': 'changed by hand of {names}',
  'plan.steps': 'steps of {names}',
  'plan.hooks': 'hooks of {names}, none of which a plan runs',
  'plan.hook': '{when} {name}: {command}',
  'plan.hookAs': '{when} {name}, as {user}: {command}',
  'plan.hookOnce': '{when} {name}, once, on this host: {command}',
  'plan.program': 'program of {names}',
  'plan.config': 'configuration of {names}',
  'plan.text': 'text of {names}',
  'plan.hash': 'hash {hash}',
  'plan.next': 'the same command with release instead of plan, and --plan HASH, does this or is refused',
} as const;
