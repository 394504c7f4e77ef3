import type { NextStepView } from '#api';
import type { Finding } from '#contract';
import type { Paint } from './paint.js';
import { printable } from './width.js';
import { sentence } from '../language/sentence.js';
import { statedAtTerminal, wholeAtTerminal } from '../language/statementAtTerminal.js';

/** One thing that was looked at, and what to do about it. */
export function findingLines(finding: Finding, { green, yellow, red, bold }: Paint): string[] {
  const { name, state } = finding;
  const { message, advice } = statedAtTerminal(finding);
  const sign = state === 'ok' ? green('✓') : state === 'warning' ? yellow('!') : red('✗');
  return [
    `${sign} ${name}: ${printable(message)}`,
    ...(advice === null ? [] : [`    ${bold(sentence('error.do'))} ${printable(advice)}`]),
  ];
}

/** The next step, and the command that does it. */
export const nextLines = (next: NextStepView): string[] => [
  sentence('next.is', { message: printable(wholeAtTerminal(next)) }),
  ...(next.command === null ? [] : [`  ${printable(next.command)}`]),
];
