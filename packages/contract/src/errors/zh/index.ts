// Which errors are there, in Chinese? Apart from the English ones, so that a browser loads what it shows.
import { chineseOf } from '../../statements/zh/index.js';
import type { Statement } from '../../words/statement.js';
import type { Code, Details } from '../codes.js';
import { dependencyErrorsZh } from './away.js';
import { backupErrorsZh } from './backups.js';
import { bundleErrorsZh } from './bundles.js';
import { certificateErrorsZh } from './certificates.js';
import type { ChineseEntry } from './entry.js';
import { fleetErrorsZh } from './fleet.js';
import { gitErrorsZh } from './git.js';
import { applicationErrorsZh } from './applications.js';
import { hostErrorsZh } from './hosts.js';
import { logErrorsZh } from './logs.js';
import { movingErrorsZh } from './moving.js';
import { requestErrorsZh } from './requests.js';

const entries: Readonly<Record<Code, ChineseEntry>> = {
  ...requestErrorsZh,
  ...fleetErrorsZh,
  ...bundleErrorsZh,
  ...gitErrorsZh,
  ...backupErrorsZh,
  ...movingErrorsZh,
  ...certificateErrorsZh,
  ...hostErrorsZh,
  ...logErrorsZh,
  ...applicationErrorsZh,
  ...dependencyErrorsZh,
};

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
  const { text, advice } = entries[code as Code];
  return { message: text(details), advice: advice?.(details) ?? null };
}
