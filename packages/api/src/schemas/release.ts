import {
  actionNames,
  failurePolicies,
  appOutcomes,
  outcomes,
  phases,
  requestSchema,
  requestStates,
  standings,
  stepStates,
} from '#contract';
import {
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
import { statementSchema, statementsSchema } from './statement.js';
import { differences, sourceSeenSchema } from './difference.js';
import { mixedSchema } from './mixed.js';
import { provenanceLinksSchema, provenanceViewSchema } from './provenance.js';
import { troubleSchema } from './trouble.js';

export const actionName = text(`one of ${Object.values(actionNames).join(', ')}`);
export const policySchema = word(
  failurePolicies,
  'what happens to the other hosts when one fails after it was switched',
);
const phase = orNull(word(phases, 'the part of its way it is at'));
const trouble = orNull(troubleSchema);

const partMembers = {
  app: text('app_key'),
  group: text('local_name'),
  host: text('address'),
  batch: whole('its turn in activation, from 0'),
  phase,
  step: orNull(text('the step it is at, or that met the trouble')),
  vote: orNull(word(['done', 'failed'], 'how it ended the phase; null while it is at it')),
  standing: orNull(
    word(
      standings,
      'new: what was asked for runs, the new release or the one it was rolled back to; old: it never left its release; restored: it was put back; down: it does not run, or not well; unknown: the host could not be asked, or not be put back; removed: what rexflow made of it was taken away from its host',
    ),
  ),
  outcome: orNull(word(appOutcomes, 'null until the release is settled')),
  trouble,
  waiting: orNull(object({ for: text(), since: timestamp() }, { statement: statementSchema })),
  bytes: orNull(whole('bytes sent to the host')),
  provenance: provenanceViewSchema,
  facts: map(anything, 'what the action found out on the host'),
  randomStr: text('names its row of pre_deploy_manage'),
};

/** One app's part in a release. */
const partSchema = named('Part', object(partMembers));
export type PartView = Of<typeof partSchema>;

/** One step on one host. */
const stepSchema = named(
  'Step',
  object({
    phase: word(phases),
    step: text(),
    state: word(stepStates),
    begunAt: timestamp(),
    endedAt: orNull(timestamp()),
    durationMs: orNull(whole('null until it has ended')),
    facts: map(anything, 'what was seen on the host'),
    trouble,
  }),
);
export type StepView = Of<typeof stepSchema>;

/** One app's part with everything that was done for it. */
export const partWithStepsSchema = named('PartWithSteps', object({ ...partMembers, steps: list(stepSchema) }));
export type PartWithSteps = Of<typeof partWithStepsSchema>;

const headMembers = {
  id: text('job id'),
  short: text('the end of it; wherever the id is taken this is, and any beginning of either that no other has'),
  action: actionName,
  request: requestSchema,
  parameters: map(text(), 'deprecated: `request` in the words of RexDeployV3'),
  caller: text(),
  state: word(requestStates),
  phase,
  batch: whole('the batch in activation, or the last that was'),
  outcome: orNull(word(outcomes, 'null until it is settled')),
  acceptedAt: timestamp(),
  phaseAt: orNull(timestamp('when the phase began')),
  settledAt: orNull(timestamp()),
  cancelledBy: orNull(text('who asked to cancel it')),
  retryOf: orNull(text('the release whose apps that were not done this one does again')),
  trouble,
  /** Null where its apps differ. */
  provenance: provenanceViewSchema,
  versions: list(text(), 'of its apps, each once: of a rollback, those it goes back to'),
  note: orNull(text('why, as whoever asked says')),
  onBehalfOf: orNull(text('for whom, as whoever asked says')),
};

/** A release as it stands in a list. */
export const releaseHeadSchema = named('ReleaseHead', object({ ...headMembers, apps: list(text('app_key')) }));
export type ReleaseHead = Of<typeof releaseHeadSchema>;

/** How hosts are switched. */
export const rolloutSchema = object({
  policy: policySchema,
  maxFailures: whole('hosts that may fail before the policy applies'),
  batchSize: whole('hosts switched at a time', 1),
  confirm: whole('seconds until a host that was not confirmed goes back by itself; 0 never'),
});
const counts = object(differences);

/** Any request of a worker: a release, a rollback, a restart, a check. */
export const releaseSchema = named(
  'Release',
  object(
    {
      ...headMembers,
      rollout: rolloutSchema,
      links: provenanceLinksSchema,
      bundle: orNull(object({ id: text(), digest: text('sha256') })),
      paused: orNull(
        object({ by: text(), reason: orNull(text()), since: timestamp() }),
        'null while it is not paused: it begins no further phase or batch until somebody continues it',
      ),
      waiting: orNull(
        object(
          {
            for: text(),
            since: timestamp(),
            position: whole('in the queue, 1 is next; 0 where it has its apps and waits all the same'),
          },
          { statement: statementSchema },
        ),
        'set while it is queued, and while it waits as a whole',
      ),
      switches: list(
        object({
          batch: whole('from 0'),
          hosts: whole('hosts switched'),
          first: timestamp(),
          last: timestamp(),
          spreadMs: number('from the first link to the last'),
        }),
        'when the live links of each batch were renamed',
      ),
      diff: orNull(
        list(object({ app: text('app_key'), program: counts, config: counts })),
        'what differed from what was live; null until it is known',
      ),
      sources: list(sourceSeenSchema, 'where each program was taken from; empty unless from an environment'),
      warnings: list(text()),
      skipped: list(text('app'), 'asked for and left out, since their hosts are out of service'),
      mixed: orNull(mixedSchema, 'groups that it left with several releases, as they stood when it was settled'),
      apps: list(partSchema),
    },
    { statements: statementsSchema('warnings') },
  ),
);
export type ReleaseView = Of<typeof releaseSchema>;
