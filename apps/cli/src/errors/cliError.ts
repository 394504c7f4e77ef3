import type { ProblemView } from '#api';
import { GatewayUnreachable, ProblemError } from '#api/client';
import { errorAtTerminal } from '../language/errorAtTerminal.js';
import { terminalLanguage } from '../language/terminalLanguage.js';
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
  if (thrown instanceof GatewayUnreachable) return new CliError(exits.gateway, thrown.message);
  return new CliError(exits.internal, thrown instanceof Error ? thrown.message : String(thrown));
}

function withAdvice(problem: ProblemView): string {
  const { code, detail } = problem;
  const { message, advice } = errorAtTerminal({ ...problem, message: detail, details: problem });
  const signIn = {
    en: 'it has ended or never was one: rexflow login',
    zh: '令牌已过期或不存在，请登录：rexflow login',
  };
  const hint = code === 'TOKEN_INVALID' ? signIn[terminalLanguage()] : advice;
  return hint === null ? message : `${message}\n${hint}`;
}
