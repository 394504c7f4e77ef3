// Which statements are there, in Chinese? Apart from the English ones, so that a browser loads what it shows.
import { fillWords } from '../../words/fillWords.js';
import type { ErrorInside, Spelling, Statement, StatementWords } from '../../words/statement.js';
import type { adoptionStatements } from '../adoption.js';
import type { backupStatements } from '../backups.js';
import type { movingStatements } from '../moving.js';
import type { serviceStatements } from '../services.js';
import type { StatementId } from '../statement.js';
import type { trustStatements } from '../trust.js';
import { catalogueStatementsZh } from './catalogue.js';
import { commonStatementsZh } from './common.js';
import { fileStatementsZh } from './files.js';
import { hostStatementsZh } from './hosts.js';
import { installationStatementsZh } from './installation.js';
import { ownerStatementsZh } from './owner.js';
import { requestStatementsZh } from './requests.js';
import { serverStatementsZh } from './servers.js';

/** What few pages show has a file of its own: see descriptions.ts. */
type Rare =
  | `setting.${string}`
  | keyof typeof adoptionStatements
  | keyof typeof backupStatements
  | keyof typeof movingStatements
  | keyof typeof serviceStatements
  | keyof typeof trustStatements;
type Common = Exclude<StatementId, Rare>;
const common: Readonly<Record<Common, StatementWords>> = {
  ...commonStatementsZh,
  ...serverStatementsZh,
  ...installationStatementsZh,
  ...hostStatementsZh,
  ...ownerStatementsZh,
  ...fileStatementsZh,
  ...catalogueStatementsZh,
  ...requestStatementsZh,
};

/** The Chinese words of the statements that are known here, by their ids. */
export const chineseStatements: Record<string, StatementWords> = { ...common };

/** Makes further statements known. */
export function addStatements(words: Readonly<Record<string, StatementWords>>): void {
  Object.assign(chineseStatements, words);
}

/** What an error says in Chinese; null for one that is not known here. */
export type ChineseErrors = (
  code: string,
  details: Readonly<Record<string, unknown>>,
) => { message: string; advice: string | null } | null;

/** Between Chinese characters stands no blank, wherever the second comes from. */
const joined = (before: string, after: string): string => {
  if (/\p{sc=Han} $/u.test(before) && /^\p{sc=Han}/u.test(after)) return before.slice(0, -1) + after;
  return /\p{sc=Han}$/u.test(before) && /^ \p{sc=Han}/u.test(after) ? before + after.slice(1) : before + after;
};

/** What a statement says in Chinese, with the errors inside it; null for one that is not known here. */
export function chineseOf({ id, details }: Statement, errors: ChineseErrors): StatementWords | null {
  if (!Object.hasOwn(chineseStatements, id)) return null;
  const textOfError = ({ code, details: of, part }: ErrorInside): string | null => {
    const found = errors(code, of);
    if (part === 'advice' || found === null) return found && (found.advice ?? '');
    return part === 'cause' ? found.message.replace(/^k：/, '') : found.message;
  };
  const spelling: Spelling = {
    comma: '、',
    semicolon: '；',
    join: joined,
    inside: (one) => ('id' in one ? (chineseOf(one, errors)?.message ?? null) : textOfError(one)),
  };
  const fill = (words: string): string | null => fillWords(words, details, spelling);
  const { message, advice } = chineseStatements[id]!;
  const [text, cure] = [fill(message), advice === undefined ? undefined : fill(advice)];
  return text === null || cure === null ? null : { message: text, ...(cure === undefined ? {} : { advice: cure }) };
}
