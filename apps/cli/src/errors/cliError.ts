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

/** One of several rows that cannot be used stands in the way. */
const unusable: readonly string[] = ['APP_INCOMPLETE', 'APP_AMBIGUOUS', 'PATHS_MEET'];

function withAdvice(problem: ProblemView): string {
  const { code, detail } = problem;
  const { message, advice } = errorAtTerminal({ ...problem, message: detail, details: problem });
  const signIn = {
    en: 'it has ended or never was one: rexflow login',
    zh: '令牌已过期或不存在，请登录：rexflow login',
  };
  const without = {
    en: 'plan, release, promote and rollback go on without it with --leave-out',
    zh: 'plan、release、promote、rollback 加 --leave-out 可跳过它继续',
  };
  const hint =
    code === 'TOKEN_INVALID'
      ? signIn[terminalLanguage()]
      : unusable.includes(code)
        ? without[terminalLanguage()]
        : advice;
  return hint === null ? message : `${message}\n${hint}`;
}
