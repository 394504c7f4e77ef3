/** What exit statuses mean. */
export const exitMessages = {
  'exit.0': 'done',
  'exit.1': 'failed by a fault of rexflow (internal), or for a reason no other number names',
  'exit.2': 'the command line is wrong',
  'exit.3': 'refused: not found, locked, or not possible as it stands (refused)',
  'exit.4': 'you are not signed in, or may not do this',
  'exit.5': 'the gateway, its Redis or its MySQL cannot be reached (dependency)',
  'exit.6': 'partial: some apps did it, others did not, and no group runs several releases',
  'exit.7':
    'what was to be released is missing, bad or no longer as planned, or a command of yours failed (input, hook)',
  'exit.8': 'a host cannot be reached or does not let us in (unreachable, authentication, host-key)',
  'exit.9': 'a host could not take it (disk, permission, transfer, switch, host)',
  'exit.10': 'the application does not stop, start or answer well (application, health)',
  'exit.11': 'it took longer than it may (deadline)',
  'exit.12': 'what became of it is not known, or another one has it (lost, lease): check, then decide',
  'exit.13': 'cancelled, or superseded by a newer request',
  'exit.14': 'checked, and found something wrong (check, doctor, drift, plan)',
  'exit.15': 'mixed: partial, and a group runs several releases now: rexflow finish ID, or rexflow undo ID',
  'exit.130': 'Ctrl-C: what was begun goes on',
  'exit.141': 'the reader of a followed stream is gone (events -f, logs -f)',
} as const;
