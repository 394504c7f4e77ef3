import {
  appStates,
  failurePolicies,
  groupStates,
  hostStates,
  outcomes,
  restartModes,
  seenBy,
  serviceKinds,
} from '#contract';
import {
  flag,
  list,
  map,
  timestamp,
  number,
  object,
  orNull,
  text,
  whole,
  word,
  anything,
  type Of,
  named,
} from '#contract/schema';
import { driftMembers } from './difference.js';
import { seenShareSchema } from './mixed.js';
import { provenanceLinksSchema, provenanceViewSchema } from './provenance.js';
import { outageSchema, serviceSeenSchema } from './outage.js';
import { statementSchema } from './statement.js';
import { actionName, policySchema } from './release.js';

const heldMembers = { release: text('job id'), action: actionName, caller: text(), since: timestamp() };
const held = object(heldMembers);

const live = object({
  release: text('job id'),
  stamp: text('YYYYMMDD_HHmmss, names its directories'),
  program: orNull(text('directory on the host')),
  config: orNull(text('directory on the host')),
  version: orNull(text('as people call it; null where it is not known')),
  commit: orNull(text('of its sources')),
  links: provenanceLinksSchema,
  since: timestamp(),
  good: flag('nothing since has left the app down or unknown, or a service action has started it again'),
});

const lookTrouble = object(
  { code: text('of the error'), message: text() },
  { details: map(anything, 'of the error; absent where an earlier version stored it') },
);

/** How an app was last seen. */
const appSeenSchema = object(
  {
    state: word(
      appStates,
      'failing: it does not run, or not well; drifted: files or its current link were changed by hand; unknown: nobody knows; well: it runs what was released',
    ),
    at: orNull(timestamp('when it was last seen; null where it never was')),
    by: word(seenBy, 'look: workers look at it; records: it is as requests left it, since nobody looks'),
    reason: orNull(text(), 'why it is failing or unknown'),
    since: orNull(timestamp('since when it runs what it runs')),
    release: orNull(
      object({
        release: orNull(text('job id; null for one that rexflow did not make')),
        stamp: text('YYYYMMDD_HHmmss; empty where nobody knows it'),
        version: orNull(text('as people call it')),
      }),
      'what it was seen to run',
    ),
    moved: flag('its current link was moved by hand: it runs something else than `live`'),
  },
  { statement: statementSchema },
);

const appMembers = {
  key: text('app_key'),
  group: text('local_name'),
  host: text('address'),
  layout: word(['separate', 'nested']),
  automated: flag('auto_deloy is 1'),
  restarts: flag('it is restarted when its links are switched'),
  service: word(serviceKinds, 'what starts and stops it'),
  restart: word(restartModes, 'what a release does with it while it runs'),
  healthUrl: orNull(text()),
  checks: list(text(), 'what is asked whether it is well, in its order'),
  problem: orNull(text(), 'what in the catalogue keeps it from being released, and the cure'),
  lease: orNull(held, 'who is changing it'),
  drift: orNull(
    object({
      ...driftMembers,
      at: timestamp(),
      asked: orNull(text('job id of the action `drift` that found it; null where a look did')),
    }),
    'how it stood when it was last looked at',
  ),
  live: orNull(live, 'the newest release that ended well on it, from the records; the host is not asked'),
  seen: appSeenSchema,
  serviceSeen: serviceSeenSchema,
};

/** What `problem` says; absent where there is none. */
const appSays = { problemStatement: statementSchema };

export const appSchema = named('App', object(appMembers, appSays));
export type AppView = Of<typeof appSchema>;

/** One release or rollback that is over, as the records tell it of one app. */
const pastSchema = object({
  release: orNull(text('job id; null for one rexflow did not make')),
  randomStr: text(),
  rollback: flag('it went back'),
  outcome: orNull(word(outcomes, 'null for one rexflow did not make')),
  startedAt: orNull(timestamp('to the second, as its record has it')),
  endedAt: orNull(timestamp()),
  program: orNull(text('directory it made live')),
  config: orNull(text()),
  programBefore: orNull(text('directory that was live before')),
  configBefore: orNull(text()),
  provenance: provenanceViewSchema,
  good: flag('it ended with the application running'),
  bad: flag('a rollback left it behind'),
});
export type PastView = Of<typeof pastSchema>;

export const unusableRowSchema = named(
  'UnusableRow',
  object(
    {
      id: whole('of the row of the catalogue'),
      app: orNull(text('app_key'), 'null where the row has none'),
      group: text('local_name; empty where the row has none'),
      host: text('address; empty where the row has none'),
      code: text('APP_INCOMPLETE or APP_AMBIGUOUS'),
      problem: text('what in the catalogue keeps it from being an app'),
    },
    {
      problemStatement: statementSchema,
      cure: text('the command or the statement that puts it right; what stands in <> is for somebody to fill in'),
    },
  ),
);
export type UnusableRowView = Of<typeof unusableRowSchema>;

/** What the first page of a list says beside its items; absent on others, and where an earlier version answers. */
export const unusableRowMembers = {
  unusable: list(unusableRowSchema, 'rows that are no apps, at most 1000'),
  unusableTotal: whole('how many there are'),
};
export const unusableHostMembers = {
  unusable: list(unusableRowSchema, 'rows that are no apps, on hosts that have no others, by the host; at most 1000'),
  unusableTotal: whole('how many there are'),
};
export const unusableGroupMembers = {
  unusable: list(text('local_name'), 'groups that have no app, but rows that are none, at most 1000'),
  unusableTotal: whole('how many there are'),
};

export const appWithHistorySchema = named(
  'AppWithHistory',
  object({ ...appMembers, history: list(pastSchema, 'newest first') }, appSays),
);
export type AppWithHistory = Of<typeof appWithHistorySchema>;

export const groupSchema = named(
  'Group',
  object(
    {
      name: text('local_name'),
      apps: list(text('app_key')),
      state: word(
        groupStates,
        'by what the automated apps were last seen to run; failing: one does not run, or not well; mixed: not all the same; drifted: files or current links were changed by hand; unknown: of some nobody knows; uniform: all one release',
      ),
      releases: list(seenShareSchema, 'what runs where, the one that most apps run first'),
      failing: list(text('app_key'), 'that do not run, or not well'),
      drifted: list(
        text('app_key'),
        'with files that were changed by hand, or that run something else than was released',
      ),
      unknown: list(
        text('app_key'),
        'of which nobody knows what they run: no release of rexflow, one that went wrong, or a host that was not seen for long',
      ),
      since: orNull(timestamp('when what runs last changed on one of them')),
      seenAt: orNull(timestamp('no app was seen longer ago; null where none ever was')),
      by: orNull(word(seenBy), 'records where of some nobody but the records knows; null without apps'),
      rollout: object({
        policy: policySchema,
        rollbackPolicy: word(failurePolicies, 'the same of a rollback'),
        ...{ maxFailures: text(), batch: text(), confirm: whole('seconds') },
      }),
    },
    {
      unusable: whole('rows of the group that are no apps'),
      stopped: list(text('app_key'), 'that somebody had stopped, and nobody had started since'),
    },
  ),
);
export type GroupView = Of<typeof groupSchema>;

export const hostSchema = named(
  'Host',
  object(
    {
      address: text('as the catalogue has it'),
      name: orNull(text(), 'null for an address that is described nowhere'),
      outage: orNull(outageSchema, 'it is out of service'),
      apps: list(text('app_key')),
      lastSeen: orNull(timestamp('when somebody was last in; null where nobody ever was')),
      seen: object({
        state: word(hostStates, 'failing: an app on it does; unknown: nobody was in lately; off: nobody looks'),
        at: orNull(timestamp('as `lastSeen`')),
        triedAt: orNull(timestamp('when a worker last tried')),
        trouble: orNull(lookTrouble, 'why nobody got in at the last try'),
        failing: list(text('app_key'), 'that do not run, or not well'),
        drifted: list(text('app_key'), 'with files or a link that were changed by hand'),
      }),
      hostKeys: list(object({ type: text(), fingerprint: text('SHA256:...'), firstSeen: timestamp() })),
    },
    { unusable: whole('rows on it that are no apps') },
  ),
);
export type HostView = Of<typeof hostSchema>;

export const rowProblemSchema = named(
  'RowProblem',
  object(
    {
      row: orNull(
        whole('id of the row of the catalogue'),
        'null where what is wrong is no row: LEFT_ON_HOST, LEFT_BEHIND',
      ),
      app: orNull(text('app_key'), 'null where the row has none'),
      code: text('APP_INCOMPLETE, APP_AMBIGUOUS, PATHS_MEET, SERVICES_MEET, LEFT_ON_HOST or LEFT_BEHIND'),
      message: text('what is wrong with the row'),
      details: map(anything, 'the particulars the message is made of'),
      advice: text('how it is put right'),
      cure: text('the command or the statement that puts it right; what stands in <> is for somebody to fill in'),
    },
    { statement: statementSchema },
  ),
);
export type RowProblemView = Of<typeof rowProblemSchema>;

export const leaseSchema = named(
  'Lease',
  object({
    app: text('app_key'),
    ...heldMembers,
    holder: orNull(text('the worker at work on it')),
    fence: number('grows with each holder'),
    expiresAt: orNull(timestamp()),
  }),
);
export type LeaseView = Of<typeof leaseSchema>;
