import { asText, type Details } from './entry.js';

/** The packages of programs that each host of a distribution has, and a small one may not. */
const packages: Readonly<Record<string, string>> = { flock: 'util-linux', setsid: 'util-linux', tar: 'tar' };

/** What was not found on a host, where a script says that it could not be started: the program, and the package that brings it where we know one. */
export function notInstalled({ what, reason }: Details): { program: string; brings: string | null } | null {
  const program = /^start (\S+)$/.exec(asText(what))?.[1];
  if (program === undefined || !asText(reason).startsWith('it is not installed')) return null;
  return { program, brings: Object.hasOwn(packages, program) ? packages[program]! : null };
}
