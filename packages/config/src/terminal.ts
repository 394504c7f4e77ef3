import { asCodedError, inEnglish, type CodedError, type Statement } from '#contract';
import { errorInChinese, statementInChinese } from '#contract/chinese';
import { callerLanguage } from './caller.js';

const inChinese = (): boolean => callerLanguage() === 'zh';

/** A statement in the language of the terminal, with what to do about it. */
export function spokenStatement(one: Statement): string {
  const { message, advice } = (inChinese() ? statementInChinese(one) : null) ?? inEnglish(one);
  return advice === null ? message : `${message}. ${advice}`;
}

/** An error in the language of the terminal, with what to do about it. */
export function spokenError(error: CodedError): string {
  const known = inChinese() ? errorInChinese(error.code, error.details) : null;
  const { message, advice } = known ?? error;
  return advice === null ? message : `${message}. ${advice}`;
}

/** Where the lines of a command go: not to stdout where that is the backup, or where a program reads it. */
export const speaker =
  (stream: NodeJS.WritableStream) =>
  (one: Statement): void => {
    stream.write(`${spokenStatement(one)}\n`);
  };

/** Runs a command; what it throws goes to stderr, as JSON to stdout too where that is asked for, and makes status 1. */
export async function endingWell(json: boolean, command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (thrown) {
    const error = asCodedError(thrown);
    if (json) process.stdout.write(`${JSON.stringify({ error: error.report() }, null, 2)}\n`);
    process.stderr.write(`rexflow: ${spokenError(error)}\n`);
    process.exitCode = 1;
  }
}
