import { type Finding, findingStates } from '#contract';
import { list, number, object, orNull, text, whole, word, type Of, type Schema } from '#contract/schema';
import { statementSchema } from './statement.js';

/** One thing that was looked at, and what to do about it. */
export const findingSchema: Schema<Finding> = object(
  {
    name: text('what was looked at, as "redis.policy"'),
    state: word(findingStates),
    message: text('what was found'),
    advice: orNull(text('what to do about it; null when it is well')),
  },
  { statement: statementSchema },
);

/** The state of the installation itself. Hosts are examined by the action `doctor`. */
export const installationReportSchema = object({
  state: word(findingStates, 'the worst of all'),
  findings: list(findingSchema),
});
export type InstallationReport = Of<typeof installationReportSchema>;

const jobs = object({
  waiting: whole('no worker has taken it'),
  active: whole('at work, or waiting for jobs of its own'),
  delayed: whole('waiting for its next try'),
});

/** What waits for workers. */
export const backlogSchema = object({
  queued: whole('releases in line for a busy app'),
  waiting: whole('releases no worker has begun'),
  running: whole('releases at work'),
  oldestSeconds: orNull(number('age of the oldest that no worker has begun')),
  jobs: object({ requests: jobs, apps: jobs }),
  workers: whole('alive'),
});
export type BacklogView = Of<typeof backlogSchema>;
