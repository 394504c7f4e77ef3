import type { ProblemView } from '#api';
import { GatewayUnreachable, ProblemError } from '#api/client';
import { problemAtTerminal } from '../language/errorAtTerminal.js';
import { sentence } from '../language/sentence.js';
import { exitOfProblem, exits, type ExitStatus } from './exits.js';

/** A command that failed: the message for stderr, and its exit status. */
export class CliError extends Error {
  readonly exit: ExitStatus;

  constructor(exit: ExitStatus, message: string) {
    super(message);
    this.exit = exit;
  }
}

/** The error of a command line that cannot be run. */
export const usageError = (message: string): CliError => new CliError(exits.usage, message);

/** Whatever a command threw, with its exit status; a refusal ends with its advice. */
export function asCliError(thrown: unknown): CliError {
  if (thrown instanceof CliError) return thrown;
  if (thrown instanceof ProblemError) return new CliError(exitOfProblem(thrown.problem), withAdvice(thrown.problem));
  if (thrown instanceof GatewayUnreachable) return new CliError(exits.gateway, awayText(thrown));
  return new CliError(exits.internal, thrown instanceof Error ? thrown.message : String(thrown));
}

/** How OpenSSL calls what it does not believe of a certificate. */
const untrusted = /^(CERT_|.*_CERT|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT)/;

function awayText({ base, statusLine, brief, message }: GatewayUnreachable): string {
  if (base === null) return message;
  const silent = untrusted.test(brief) ? 'gateway.untrusted' : 'gateway.noAnswer';
  return statusLine === null
    ? sentence(silent, { base, why: brief })
    : sentence('gateway.notRexflow', { base, status: statusLine.split(' ')[0]! });
}

/** One of several rows that cannot be used stands in the way. */
const unusable: readonly string[] = ['APP_INCOMPLETE', 'APP_AMBIGUOUS', 'PATHS_MEET', 'SERVICES_MEET'];

function withAdvice(problem: ProblemView): string {
  const { code } = problem;
  const { message, advice } = problemAtTerminal(problem);
  const hint =
    code === 'TOKEN_INVALID' ? sentence('token.ended') : unusable.includes(code) ? sentence('rows.without') : advice;
  return hint === null ? message : `${message}\n${hint}`;
}
