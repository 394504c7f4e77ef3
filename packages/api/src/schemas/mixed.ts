import { list, named, object, orNull, text, type Of } from '#contract/schema';

const shareMembers = {
  release: orNull(text('job id; null for one that rexflow did not make')),
  stamp: text('YYYYMMDD_HHmmss, names its directories; empty where nobody knows it'),
  apps: list(text('app_key')),
};

/** The apps of a group that run one release. */
export const releaseShareSchema = named('ReleaseShare', object(shareMembers));

/** The same as it was last seen. */
export const seenShareSchema = named(
  'SeenShare',
  object({ ...shareMembers, version: orNull(text('as people call it; null where it is not known')) }),
);

/** What a request left with several releases, and the commands that heal it. */
export const mixedSchema = named(
  'Mixed',
  object({
    groups: list(
      object({
        group: text('local_name'),
        releases: list(releaseShareSchema, 'what runs where, the one that most apps run first'),
        unknown: list(text('app_key'), 'of which nobody knows what they run'),
      }),
    ),
    finish: text('brings the other apps to what was asked for'),
    undo: text('puts what was switched back'),
  }),
);
export type MixedView = Of<typeof mixedSchema>;
