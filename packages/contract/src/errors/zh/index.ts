// Which errors are there, in Chinese? Apart from the English ones, so that a browser loads what it shows.
import { chineseOf } from '../../statements/zh/index.js';
import type { Statement } from '../../words/statement.js';
import type { certificateErrors } from '../certificates.js';
import type { Code, Details } from '../codes.js';
import type { logErrors } from '../logs.js';
import type { movingErrors } from '../moving.js';
import { dependencyErrorsZh } from './away.js';
import { backupErrorsZh } from './backups.js';
import { bundleErrorsZh } from './bundles.js';
import type { ChineseEntry } from './entry.js';
import { fleetErrorsZh } from './fleet.js';
import { gitErrorsZh } from './git.js';
import { applicationErrorsZh } from './applications.js';
import { hostErrorsZh } from './hosts.js';
import { requestErrorsZh } from './requests.js';

/** What few pages show has a file of its own: see descriptions.ts. */
type Rare = keyof typeof certificateErrors | keyof typeof logErrors | keyof typeof movingErrors;
const common: Readonly<Record<Exclude<Code, Rare>, ChineseEntry>> = {
  ...requestErrorsZh,
  ...fleetErrorsZh,
  ...bundleErrorsZh,
  ...gitErrorsZh,
  ...backupErrorsZh,
  ...hostErrorsZh,
  ...applicationErrorsZh,
  ...dependencyErrorsZh,
};
const entries: Record<string, ChineseEntry> = { ...common };

/** Makes further errors known. */
export function addErrors(words: Readonly<Record<string, ChineseEntry>>): void {
  Object.assign(entries, words);
}

export interface ChineseError {
  message: string;
  /** What to do about it; null where the message says it all. */
  advice: string | null;
}

/** Details whose statements are said in Chinese; without them where one is not known here. */
function inWords(details: Readonly<Record<string, unknown>>): Details {
  const { statements, ...others } = details;
  if (!Array.isArray(statements)) return details as Details;
  const texts = (statements as readonly (string | Statement)[]).map((one) =>
    typeof one === 'string' ? one : (chineseOf(one, errorInChinese)?.message ?? null),
  );
  return (texts.includes(null) ? others : { ...others, statements: texts }) as Details;
}

/** An error in Chinese by its code and the details that came with it, as they were answered; null for a code that this program does not know. */
export function errorInChinese(code: string, answered: Readonly<Record<string, unknown>>): ChineseError | null {
  if (!Object.hasOwn(entries, code)) return null;
  const details = inWords(answered);
  const { text, advice } = entries[code]!;
  return { message: text(details), advice: advice?.(details) ?? null };
}
