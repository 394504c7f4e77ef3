import type { App } from '../model/app.js';
import { plainScript } from '../scripts/hostScript.js';
import { logArgs, logsOf } from './logsOf.js';

const script = plainScript({
  file: 'logTail',
  lib: ['session', 'logFiles'],
  args: [...logArgs, 'mark', 'lines', 'pattern', 'form', 'seconds'],
});

/** What is followed of a log. */
export interface LogTail {
  file?: string;
  /** Lines from its end that are told first. */
  lines: number;
  pattern: string;
  match: 'fixed' | 'regexp';
  seconds: number;
}

/** Follows the log of an app. Lines of the script itself begin with `mark`, which nobody else may know. */
export const tailScript = (app: App, mark: string, { file, lines, pattern, match, seconds }: LogTail): string =>
  script({ ...logsOf(app, file), mark, lines, pattern, form: match === 'regexp' ? 'E' : 'F', seconds });
