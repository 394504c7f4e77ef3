import {
  logFileName,
  logMatches,
  logPattern,
  longestLogPattern,
  longestLogSearch,
  longestName,
  mostLogRows,
  mostNames,
} from '#contract';
import { either, flag, list, named, object, orNull, text, whole, word, type Of, type Schema } from '#contract/schema';
import { troubleSchema } from '../trouble.js';

const name = text('app_key or local_name', { minLength: 1, maxLength: longestName, pattern: '^[^\\s,]+$' });
const apps = either('one name, or a list of names', name, {
  ...list(name),
  minItems: 1,
  maxItems: mostNames,
} as Schema<string[]>);
const file = text('a file below the directory of the logs; the one that is set unless said otherwise', {
  pattern: logFileName.pattern,
});
const pattern = text('each line of it is a pattern', { maxLength: longestLogPattern, pattern: logPattern.pattern });
const match = word(logMatches, 'text as it is, unless said otherwise, or a regular expression as grep -E has it');

export const newLogSearchSchema = object(
  { apps, pattern },
  {
    file,
    match,
    rows: whole('the most rows of an app, the last ones: 500 unless said otherwise', 1, mostLogRows),
    within: whole('seconds it may take on a host: 60 unless said otherwise', 1, longestLogSearch),
    rotated: flag('also in the files it was rotated to, unless said otherwise'),
  },
);
export type NewLogSearch = Of<typeof newLogSearchSchema>;

export const newLogListSchema = object({ apps });

/** What may stand in the query of a tail. */
export const tailQuery = {
  apps: text('app_key or local_name, several separated by commas', { minLength: 1, maxLength: 4000 }),
  file,
  grep: pattern,
  match,
  lines: whole('lines that each log had already are told first: 10 unless said otherwise', 0, 1000),
  wait: whole('seconds a JSON answer listens: 2 unless said otherwise', 1, 30),
};

/** What is heard of one log. */
const tailItemSchema = named(
  'TailItem',
  object({
    id: whole('grows'),
    app: text('app_key'),
    host: text(),
    kind: word(
      ['began', 'lines', 'rotated', 'ended'],
      'began: it is followed from here on, `log` says which; lines: it says these; rotated: a new file has its place; ended: it is not followed any more',
    ),
    log: orNull(text('its path on the host')),
    lines: list(text()),
    left: whole('lines that came faster than they are told, and were left out before these'),
    trouble: orNull(troubleSchema, 'why it ended'),
  }),
);
export type TailItem = Of<typeof tailItemSchema>;

export const tailItemsSchema = object({
  items: list(tailItemSchema),
  next: whole('the number of the last of them'),
});
