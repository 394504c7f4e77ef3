import type { ProblemView, ReleaseView } from '#api';
import type { ErrorClass } from '#contract';
import { sentence } from '../language/sentence.js';

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

/** What an exit status means, for --help. */
export const exitMeaning = (exit: ExitStatus): string => sentence(`exit.${exit}`);

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
