// Which statements are there, in Chinese? Apart from the English ones, so that a browser loads what it shows.
import { fillWords } from '../../words/fillWords.js';
import type { ErrorInside, Spelling, Statement, StatementWords } from '../../words/statement.js';
import type { StatementId } from '../statement.js';
import { adoptionStatementsZh } from './adoption.js';
import { backupStatementsZh } from './backups.js';
import { catalogueStatementsZh } from './catalogue.js';
import { commonStatementsZh } from './common.js';
import { fileStatementsZh } from './files.js';
import { hostStatementsZh } from './hosts.js';
import { installationStatementsZh } from './installation.js';
import { ownerStatementsZh } from './owner.js';
import { requestStatementsZh } from './requests.js';
import { serverStatementsZh } from './servers.js';
import { settingStatementsZh } from './settings.js';

/** The Chinese words of every statement, by its id. */
export const chineseStatements: Readonly<Record<StatementId, StatementWords>> = {
  ...commonStatementsZh,
  ...serverStatementsZh,
  ...installationStatementsZh,
  ...hostStatementsZh,
  ...ownerStatementsZh,
  ...fileStatementsZh,
  ...settingStatementsZh,
  ...catalogueStatementsZh,
  ...requestStatementsZh,
  ...backupStatementsZh,
  ...adoptionStatementsZh,
};

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
  const { message, advice } = chineseStatements[id as StatementId];
  const [text, cure] = [fill(message), advice === undefined ? undefined : fill(advice)];
  return text === null || cure === null ? null : { message: text, ...(cure === undefined ? {} : { advice: cure }) };
}
