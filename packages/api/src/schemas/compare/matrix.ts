import { groupStates } from '#contract';
import { flag, list, named, object, orNull, text, timestamp, whole, word, type Of } from '#contract/schema';
import { statementSchema } from '../statement.js';

/** An environment of config.yml. */
export const environmentSchema = named(
  'Environment',
  object({
    name: text(),
    description: text('what people call it; may be empty'),
    production: flag('people depend on it'),
    own: flag('this installation releases to it'),
    source: flag('programs that run there may be released here'),
    url: orNull(text('console of the rexflow that releases to it; null where config.yml names none')),
  }),
);

export type EnvironmentView = Of<typeof environmentSchema>;

/** How well a cell of another environment is known. */
export const cellOrigins = ['own', 'recorded', 'original'] as const;

/** What a group runs in one environment. */
export const matrixCellSchema = named(
  'MatrixCell',
  object(
    {
      environment: text(),
      origin: word(
        cellOrigins,
        'own: by the records of this installation; recorded: as recorded there by its rexflow; original: as RexDeployV3 recorded it there',
      ),
      state: word(groupStates),
      version: orNull(text('that most apps run; null where nobody told it')),
      commit: orNull(text()),
      stamp: orNull(text('YYYYMMDD_HHmmss of the release that most apps run; null where nothing was released')),
      release: orNull(text('its job id there; null for one rexflow did not make')),
      since: orNull(timestamp('since when that is live')),
      by: orNull(text('who released it')),
      apps: whole('apps of the group'),
      shares: list(object({ version: orNull(text()), stamp: text(), apps: whole('') }), 'what runs, the most first'),
      drifted: whole('apps with files that were changed by hand'),
      unknown: whole('apps of which nobody knows what they run'),
    },
    { stopped: whole('apps that somebody had stopped, and nobody had started since') },
  ),
);

export type MatrixCellView = Of<typeof matrixCellSchema>;

const promotion = object({
  from: text('environment to its left, which is ahead'),
  version: orNull(text('that runs there')),
  stamp: text('YYYYMMDD_HHmmss of the release that runs there'),
});

/** A group that has only rows in an environment that are no apps. */
export const unusableCellSchema = named(
  'UnusableCell',
  object(
    {
      environment: text(),
      group: text('local_name'),
      rows: whole('of the group'),
      problem: text('what in the catalogue keeps the first of them from being an app'),
      cure: text('the command or the statement that puts it right there; what stands in <> is for somebody to fill in'),
    },
    {
      problemStatement: statementSchema,
      database: text('in which the statement is to be run, as host:port/name; where none is named, here'),
    },
  ),
);

export type UnusableCellView = Of<typeof unusableCellSchema>;

/** Groups by environments. */
export const matrixSchema = named(
  'Matrix',
  object(
    {
      environments: list(
        object(
          {
            name: text(),
            own: flag('this installation releases to it'),
            readAt: orNull(timestamp('when its database was read; null where it could not be')),
            problem: orNull(text('why nothing is known of it, and what to do')),
          },
          { statement: statementSchema },
        ),
        'in the order of config.yml',
      ),
      items: list(
        object({
          group: text(),
          cells: list(matrixCellSchema, 'of the environments that have the group'),
          promote: orNull(promotion, 'what the own environment lacks, where the one to its left may be released here'),
        }),
      ),
      next: orNull(text('`cursor` of the next page')),
    },
    {
      unusable: list(
        unusableCellSchema,
        'on the first page: groups of an environment without a row that can be used, at most 1000',
      ),
      unusableTotal: whole('how many there are'),
    },
  ),
);

export type MatrixView = Of<typeof matrixSchema>;
