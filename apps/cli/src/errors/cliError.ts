import type { ProblemView } from '#contract';
import { exitOfProblem, exits, type ExitStatus } from './exits.js';

/** A command that failed: the message for stderr, and its exit status. */
export class CliError extends Error {
  readonly exit: ExitStatus;

  constructor(exit: ExitStatus, message: string) {
    super(message);
    this.exit = exit;
  }
}

/** The gateway refused a call with a problem. */
export class GatewayRefusal extends CliError {
  readonly problem: ProblemView;

  constructor(problem: ProblemView) {
    const hint = problem.code === 'TOKEN_INVALID' ? 'it has ended or never was one: rexflow login' : problem.advice;
    super(exitOfProblem(problem), hint === null ? problem.detail : `${problem.detail}\n${hint}`);
    this.problem = problem;
  }
}

/** The gateway did not answer, or something that is no rexflow did. */
export class GatewayUnreachable extends CliError {
  /** Trying again at once is of no use: there is no connection at all, or something else answers. */
  readonly forGood: boolean;
  /** The message in a few words. */
  readonly brief: string;

  constructor(message: string, { brief = message, forGood = false } = {}) {
    super(exits.gateway, message);
    this.brief = brief;
    this.forGood = forGood;
  }
}

/** The error of a command line that cannot be run. */
export const usageError = (message: string): CliError => new CliError(exits.usage, message);
