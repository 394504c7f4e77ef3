import type { ProblemView, ReleaseView } from '#api';
import type { ErrorClass } from '#contract';

/** Exit statuses, stable: a script may rely on them. */
export const exits = {
  done: 0,
  internal: 1,
  usage: 2,
  refused: 3,
  login: 4,
  gateway: 5,
  partial: 6,
  input: 7,
  reach: 8,
  host: 9,
  application: 10,
  deadline: 11,
  lost: 12,
  cancelled: 13,
  amiss: 14,
  mixed: 15,
  interrupted: 130,
  unread: 141,
} as const;
export type ExitStatus = (typeof exits)[keyof typeof exits];

/** What each exit status means, for --help. */
export const meanings: Readonly<Record<ExitStatus, string>> = {
  0: 'done',
  1: 'failed by a fault of rexflow (internal), or for a reason no other number names',
  2: 'the command line is wrong',
  3: 'refused: not found, locked, or not possible as it stands (refused)',
  4: 'you are not signed in, or may not do this',
  5: 'the gateway, its Redis or its MySQL cannot be reached (dependency)',
  6: 'partial: some apps did it, others did not, and no group runs several releases',
  7: 'what was to be released is missing, bad or no longer as planned, or a command of yours failed (input, hook)',
  8: 'a host cannot be reached or does not let us in (unreachable, authentication, host-key)',
  9: 'a host could not take it (disk, permission, transfer, switch, host)',
  10: 'the application does not stop, start or answer well (application, health)',
  11: 'it took longer than it may (deadline)',
  12: 'what became of it is not known, or another one has it (lost, lease): check, then decide',
  13: 'cancelled, or superseded by a newer request',
  14: 'checked, and found something wrong (check, doctor, drift, plan)',
  15: 'mixed: partial, and a group runs several releases now: rexflow finish ID, or rexflow undo ID',
  130: 'Ctrl-C: what was begun goes on',
  141: 'the reader of a followed stream is gone (events -f, logs -f)',
};

const byClass: Readonly<Record<ErrorClass, ExitStatus>> = {
  refused: exits.refused,
  input: exits.input,
  hook: exits.input,
  unreachable: exits.reach,
  authentication: exits.reach,
  'host-key': exits.reach,
  disk: exits.host,
  permission: exits.host,
  transfer: exits.host,
  switch: exits.host,
  host: exits.host,
  application: exits.application,
  health: exits.application,
  deadline: exits.deadline,
  cancelled: exits.cancelled,
  superseded: exits.cancelled,
  lease: exits.lost,
  lost: exits.lost,
  dependency: exits.gateway,
  internal: exits.internal,
};

/** The exit status for trouble. */
export const exitOfTrouble = ({ class: of }: { class: ErrorClass }): ExitStatus => byClass[of] ?? exits.internal;

/** The exit status for a call the gateway refused. */
export function exitOfProblem({ status, class: of }: Pick<ProblemView, 'status' | 'class'>): ExitStatus {
  return status === 401 || status === 403 || status === 429 ? exits.login : exitOfTrouble({ class: of });
}

/** The exit status for a release as it ended: that of its own error, or of the first app with one. */
export function exitOfRelease({
  outcome,
  trouble,
  mixed,
  apps,
}: Pick<ReleaseView, 'outcome' | 'trouble' | 'mixed' | 'apps'>): ExitStatus {
  if (outcome === 'done') return exits.done;
  if (mixed !== null) return exits.mixed;
  if (outcome === 'partial') return exits.partial;
  if (outcome === 'cancelled' || outcome === 'superseded') return exits.cancelled;
  const met = trouble ?? apps.find((app) => app.trouble !== null)?.trouble;
  return met ? exitOfTrouble(met) : exits.internal;
}
