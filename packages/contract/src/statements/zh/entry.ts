import type { StatementWords } from '../../words/statement.js';

/** The Chinese words of statements: of each one, with advice where the English words have some. */
export type ChineseOf<English> = {
  readonly [Id in keyof English]: English[Id] extends { advice: string }
    ? Required<StatementWords>
    : Pick<StatementWords, 'message'>;
};
