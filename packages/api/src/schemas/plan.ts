import { driftPolicies, hookRuns, hookTimes, requestSchema } from '#contract';
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
  type Of,
  named,
} from '#contract/schema';
import { statementsSchema } from './statement.js';
import { differences, sourceSeenSchema } from './difference.js';
import { provenanceViewSchema } from './provenance.js';
import { actionName, rolloutSchema } from './release.js';
import { troubleSchema } from './trouble.js';

const trouble = orNull(troubleSchema);
const paths = list(text(), 'the first 200 by the alphabet');

const tree = object({
  ...differences,
  paths: object({ changed: paths, deleted: paths, added: paths }),
});

/** What a release would do on one app. */
const plannedAppSchema = named(
  'PlannedApp',
  object(
    {
      app: text('app_key'),
      group: text('local_name'),
      host: text('address'),
      batch: whole('its turn in activation, from 0'),
      live: object({ program: orNull(text('release directory')), config: orNull(text('release directory')) }),
      steps: list(object({ phase: text(), step: text() }), 'what would be done on the host, in its order'),
      program: tree,
      config: tree,
      texts: list(
        object({ path: text('below config_dir'), patch: text('unified diff; values that look secret are masked') }),
        'how the configuration changes, where it is text',
      ),
      bytes: whole('of the files that would be sent'),
      freeBytes: orNull(whole('on the file system of the release directories; null when the host could not be asked')),
      restarts: flag('the application would be stopped and started'),
      processes: orNull(whole('of the application now')),
      drift: orNull(
        object({
          onDrift: word(driftPolicies, 'what would become of them'),
          ...differences,
          paths: list(text(), 'the first, as "changed program/lib/a.js"'),
          conflicts: list(text(), 'those that cannot be kept, since the release brings another content'),
        }),
        'files changed by hand on the host that the release would not bring; null where there are none',
      ),
      provenance: provenanceViewSchema,
      trouble,
    },
    {
      reloads: flag('the application would run on and be told to load what is live'),
      adopts: list(
        object({
          path: text('as `shared` has it'),
          kind: word(['file', 'directory']),
          from: text('in the live release'),
          to: text('where it would outlive releases'),
          bytes: orNull(whole('on its disk; null where measuring took too long')),
          entries: orNull(whole('files and directories in it, 1 for a file; null as well')),
        }),
        'data that a release by the hash of this plan would move, leaving links in its place; any other is refused',
      ),
      variables: list(
        object({
          name: text(),
          value: text('as the settings have it; of a secret [secret]'),
          changed: orNull(flag('other than at the release that is live; null where that is not known')),
        }),
        'variables of the environment that its service and its hooks would get',
      ),
      owner: object({
        user: text('whose its files would be on the host; absent where they are those of the user who logs in'),
        group: text(),
        umask: orNull(text('octal: what none of them may be for the group and others')),
      }),
      hooks: list(
        object(
          {
            name: text(),
            when: word(hookTimes),
            run: word(hookRuns, 'on each host, or on this one for its group'),
            command: text('for the shell of the host'),
            user: orNull(text('whose process it would be; null for the user of the login')),
          },
          {
            fromPackage: flag('.rexflow/hooks.yml of the program brings it'),
            onWorker: flag('it runs on the worker: `command` names what config.yml allows there'),
          },
        ),
        'what the release would run on this host; the plan runs none of it',
      ),
    },
  ),
);

export type PlannedApp = Of<typeof plannedAppSchema>;

/** What a release would do. Nothing was changed to find it out. */
export const planSchema = named(
  'Plan',
  object(
    {
      id: text('job id of the plan'),
      hash: text('sha256; a release that is given it is refused when any of this has changed'),
      madeAt: timestamp(),
      caller: text(),
      action: actionName,
      request: requestSchema,
      parameters: map(text(), 'deprecated: `request` in the words of RexDeployV3'),
      rollout: rolloutSchema,
      bundle: object({ digest: text('sha256'), bytes: number('of all programs and configurations'), files: whole('') }),
      commit: orNull(text('of the repository it would release; null where its source is none')),
      sources: list(sourceSeenSchema),
      warnings: list(text()),
      outcome: word(['ready', 'troubled'], 'troubled: some host would refuse it, see the apps'),
      apps: list(plannedAppSchema),
    },
    { statements: statementsSchema('warnings') },
  ),
);

export type PlanView = Of<typeof planSchema>;
