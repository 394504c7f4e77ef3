import type { NextStepView } from '#api';
import type { Finding } from '#contract';
import type { Paint } from './paint.js';
import { printable } from './width.js';
import { sentence } from '../language/sentence.js';

/** One thing that was looked at, and what to do about it. */
export function findingLines({ name, state, message, advice }: Finding, { green, yellow, red, bold }: Paint): string[] {
  const sign = state === 'ok' ? green('✓') : state === 'warning' ? yellow('!') : red('✗');
  return [
    `${sign} ${name}: ${printable(message)}`,
    ...(advice === null ? [] : [`    ${bold(sentence('error.do'))} ${printable(advice)}`]),
  ];
}

/** The next step, and the command that does it. */
export const nextLines = ({ message, command }: NextStepView): string[] => [
  sentence('next.is', { message: printable(message) }),
  ...(command === null ? [] : [`  ${printable(command)}`]),
];
