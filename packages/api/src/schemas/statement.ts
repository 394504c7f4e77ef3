import type { Statement } from '#contract';
import { anything, list, map, named, object, orNull, text, type Schema } from '#contract/schema';

const inside =
  'what it is filled with, by name: text and numbers, statements, errors (`code`, `details` and which `part` of it), or lists of these';

/** What an English text says, for those who say it in another language. */
export const statementSchema: Schema<Statement> = named('Statement', {
  ...object({ id: text('of the sentence, as `redis.policyWrong`'), details: map(anything, inside) }),
  description:
    'what the English text beside it says, for those who say it in another language; absent where an earlier version stored the text',
} as Schema<Statement>);

/** What English texts say, in the same order. */
export const statementsSchema = (of: string): Schema<(Statement | null)[]> =>
  list(orNull(statementSchema), `what \`${of}\` say, in the same order; null where an earlier version stored one`);
