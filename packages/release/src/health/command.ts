import { redact, redactLine, statement } from '#contract';
import { loadScript, script } from '#shell';
import type { HealthType, Pace } from './contract.js';
import { beginningOf } from './http.js';

/** A line for the shell of the host, as the user who logs in, in the directory of the program. */
export interface CommandCheck extends Pace {
  type: 'command';
  command: string;
}

const { body } = loadScript('command.sh', import.meta.url);
/** Seconds it may take where nothing is said. */
const usualSeconds = 5;
const mostNamed = 80;
/** What `timeout` ends with when the time is over. */
const isOver = 124;

/** A command of the host that ends with 0. */
export const commandHealth: HealthType<CommandCheck> = {
  look: ({ command, timeout = usualSeconds }, { program, exports = '' }) => ({
    do: 'script',
    script: script(body, { program_link: program, line: command, seconds: timeout, variables: exports }),
  }),
  wrong: ({ timeout = usualSeconds }, seen) => {
    if ('failed' in seen) return seen.failed;
    const { status } = seen;
    if (status === 0) return null;
    if (status === isOver) return statement('seen.late', { seconds: timeout });
    const answer = beginningOf(seen.body);
    return answer === '' ? statement('seen.ends', { status }) : statement('seen.endsSaying', { status, answer });
  },
  subject: ({ command }) => redactLine(redact(command)).replaceAll(/\s+/g, ' ').slice(0, mostNamed),
  lasts: true,
};
