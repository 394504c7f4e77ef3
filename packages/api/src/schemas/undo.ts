import { list, named, object, orNull, text, whole, type Of } from '#contract/schema';
import { statementsSchema } from './statement.js';
import { rolloutSchema } from './release.js';

const release = {
  release: orNull(text('job id; null for one that rexflow did not make')),
  version: orNull(text('as people call it; null where it is not known')),
  program: orNull(text('directory on the host')),
};

const planned = {
  app: text('app_key'),
  group: text('local_name'),
  host: text('address'),
  batch: whole('its turn in activation, from 0'),
};

/** What finishing a release would do, by the records; no host is asked. */
export const finishPlanSchema = named(
  'FinishPlan',
  object(
    {
      release: text('job id of what would be finished'),
      version: orNull(text('of it, as people call it; null where it is not known, or where its apps differ')),
      rollout: rolloutSchema,
      apps: list(object(planned), 'that would be brought to it'),
      warnings: list(text(), 'what is left out, and why'),
    },
    { statements: statementsSchema('warnings') },
  ),
);

export type FinishPlan = Of<typeof finishPlanSchema>;

/** What the undo of a release would do, by the records; no host is asked. */
export const undoPlanSchema = named(
  'UndoPlan',
  object(
    {
      release: text('job id of what would be undone'),
      rollout: rolloutSchema,
      apps: list(
        object({
          ...planned,
          from: object(release, {}),
          to: orNull(object(release, {}), 'null: the records hold nothing before it, so it stays as it is'),
        }),
      ),
      warnings: list(text(), 'what is left out, and why'),
    },
    { statements: statementsSchema('warnings') },
  ),
);
export type UndoPlan = Of<typeof undoPlanSchema>;
