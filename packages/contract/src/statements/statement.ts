// Which statements are there, in English? The Chinese ones stand apart, so that a browser loads what it shows.
import { CodedError } from '../errors/codedError.js';
import { errorCodes, type Code } from '../errors/codes.js';
import { fillWords } from '../words/fillWords.js';
import type { DetailsFor, ErrorInside, Spelling, Statement, StatementWords } from '../words/statement.js';
import { adoptionStatements } from './adoption.js';
import { backupStatements } from './backups.js';
import { catalogueStatements } from './catalogue.js';
import { commonStatements } from './common.js';
import { fileStatements } from './files.js';
import { hostStatements } from './hosts.js';
import { installationStatements } from './installation.js';
import { movingStatements } from './moving.js';
import { ownerStatements } from './owner.js';
import { requestStatements } from './requests.js';
import { serverStatements } from './servers.js';
import { serviceStatements } from './services.js';
import { settingStatements } from './settings.js';
import { trustStatements } from './trust.js';

const known = {
  ...commonStatements,
  ...serverStatements,
  ...installationStatements,
  ...hostStatements,
  ...ownerStatements,
  ...serviceStatements,
  ...fileStatements,
  ...settingStatements,
  ...catalogueStatements,
  ...requestStatements,
  ...backupStatements,
  ...adoptionStatements,
  ...trustStatements,
  ...movingStatements,
};

export type StatementId = keyof typeof known;

/** The English words of every statement, by its id. */
export const statements: Readonly<Record<StatementId, StatementWords>> = known;

/** A statement of the catalogue with the details that its words name. */
export const statement = <Id extends StatementId>(id: Id, ...[details]: DetailsFor<(typeof known)[Id]>): Statement => ({
  id,
  details: details ?? {},
});

/** An error as a detail of a statement. */
export const errorInside = (
  { code, details }: Pick<CodedError, 'code' | 'details'>,
  part: ErrorInside['part'] = 'message',
): ErrorInside => ({ code, details: { ...details }, part });

function textOfError({ code, details, part }: ErrorInside): string {
  const { message, advice } = new CodedError(code as Code, details as CodedError['details']);
  if (part === 'advice') return advice ?? '';
  return part === 'cause' ? message.replace(/^k: /, '') : message;
}

const spelling: Spelling = {
  comma: ', ',
  semicolon: '; ',
  join: (before, after) => before + after,
  inside: (one) => {
    if ('id' in one) return one.id in statements ? inEnglish(one).message : null;
    return Object.hasOwn(errorCodes, one.code) ? textOfError(one) : null;
  },
};

/** What a statement says, and what to do about it: null where it says that itself. */
export function inEnglish({ id, details }: Statement): { message: string; advice: string | null } {
  const { message, advice } = statements[id as StatementId];
  const fill = (words: string): string => fillWords(words, details, spelling) ?? words;
  return { message: fill(message), advice: advice === undefined ? null : fill(advice) };
}
