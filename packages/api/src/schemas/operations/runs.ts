import { longestCommand, longestName, mostNames, mostParallel } from '#contract';
import { either, flag, list, object, text, whole, type Of, type Schema } from '#contract/schema';

const named = (description: string) => {
  const one = text(description, { minLength: 1, maxLength: longestName, pattern: '^[^\\s,]+$' });
  const many = { ...list(one), minItems: 1, maxItems: mostNames } as Schema<string[]>;
  return either('one name, or a list of names', one, many);
};

/** The apps or the hosts that something is done on. */
export const newRunSchema = object(
  {
    command: text('what the shell of each host is to run; may have several lines', {
      minLength: 1,
      maxLength: 16_384,
      pattern: '^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]*$',
    }),
  },
  {
    apps: named('app_key or local_name; "all" is every app'),
    hosts: named('name or address of a host, a label as name=value, or a group: each host once, whatever is on it'),
    leaveOut: flag('leave out apps that cannot be used, and name them among the warnings, instead of refusing'),
    within: whole(
      'seconds it may take on a host; `release.command` of config.yml unless said otherwise',
      1,
      longestCommand,
    ),
    parallel: whole('hosts it runs on at once; as many as the workers can unless said otherwise', 1, mostParallel),
  },
);
export type NewRun = Of<typeof newRunSchema>;
