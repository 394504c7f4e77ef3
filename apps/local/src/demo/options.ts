import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** Leave everything running until Ctrl-C. */
  keep: boolean;
  help: boolean;
}

export const usage = `usage: npm run demo [-- --keep | --help]

Starts a whole installation on this machine (Redis, MariaDB, three SSH hosts with a small application each, gateway, worker),
releases to it in each of the three modes through POST /rex, rolls back, and stops everything again. Progress goes to
stderr, the answer of the last release to stdout.

  --keep   leave it running afterwards, show its addresses and a ready curl line, and stop it at Ctrl-C
  --help   show this
`;

/** The options among the arguments; throws on one that is none. */
export function parseOptions(args: readonly string[]): DemoOptions {
  const options = { keep: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } as const;
  return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
}
