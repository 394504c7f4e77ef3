import { statement, type Warning } from '#contract';
import { loadScript, script } from '#shell';
import type { HealthType, Pace } from './contract.js';
import { beginningOf } from './http.js';

/** A line that the application writes to a file of the host once it is up. */
export interface LogCheck extends Pace {
  type: 'log';
  file: string;
  /** A regular expression as grep -E has it. */
  line: string;
}

const { body } = loadScript('log.sh', import.meta.url);
/** Bytes that are looked at of what was written since the start. */
const mostRead = 64 * 1024 * 1024;

/** What the script ends with, but for 0: see log.sh. */
const reasons: Readonly<Record<number, (check: LogCheck, answer: string) => Warning>> = {
  1: ({ line }, answer) =>
    answer === '' ? statement('seen.noLineYet', { line }) : statement('seen.otherLine', { line, answer }),
  2: ({ line }, answer) => statement('seen.noExpression', { line, reason: answer }),
  3: () => statement('seen.noFile'),
  4: () => statement('seen.unreadable'),
};

/** A line in a file of the host, which was written after the application was started. */
export const logHealth: HealthType<LogCheck> = {
  look: ({ file, line }, { logEnd }) => ({
    do: 'script',
    script: script(body, { file, line, end: /^\d+ \d+$/.test(logEnd) ? logEnd : '', most: mostRead }),
  }),
  wrong: (check, seen) => {
    if ('failed' in seen) return seen.failed;
    const answer = beginningOf(seen.body);
    if (seen.status === 0) return null;
    return reasons[seen.status]?.(check, answer) ?? statement('seen.endsSaying', { status: seen.status, answer });
  },
  subject: ({ file }) => file,
  lasts: false,
};
