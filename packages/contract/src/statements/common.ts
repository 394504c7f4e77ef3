import type { StatementWords } from '../words/statement.js';

/** What stands inside other statements, and what is said of many things. */
export const commonStatements = {
  'names.more': { message: '{names} and {n} more' },
  'time.ms': { message: '{n} ms' },
  'time.seconds': { message: '{n} s' },
  'time.minutes': { message: '{n} min' },
  'time.days': { message: '{n} days' },
  'unknown.advised': { message: 'not known: {error}', advice: '{advice}' },
  'unknown.mysql': { message: 'not known: {error}', advice: 'Bring MySQL back first.' },
  'unknown.redis': { message: 'not known: {error}', advice: 'Bring Redis back first.' },
  'unknown.other': { message: 'not known: {error}', advice: 'Mend what keeps it from being read first.' },
  'error.advised': { message: '{error}', advice: '{advice}' },
  'error.gatewayLog': { message: '{error}', advice: 'See the log of the gateway.' },
  'error.redisLog': { message: '{error}', advice: 'See the log of Redis.' },
} as const satisfies Record<string, StatementWords>;
