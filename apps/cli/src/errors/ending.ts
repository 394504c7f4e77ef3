import type { ProblemView } from '#contract';
import { exitOfProblem, exits, type Exit } from './exits.js';

/** A command that ends without having done what was asked: what is told, and the exit status. */
export class Ending extends Error {
  readonly exit: Exit;

  constructor(exit: Exit, message: string) {
    super(message);
    this.exit = exit;
  }
}

/** The gateway said no. */
export class Refusal extends Ending {
  readonly problem: ProblemView;

  constructor(problem: ProblemView) {
    const hint = problem.code === 'TOKEN_INVALID' ? 'it has ended or never was one: rexflow login' : problem.advice;
    super(exitOfProblem(problem), hint === null ? problem.detail : `${problem.detail}\n${hint}`);
    this.problem = problem;
  }
}

/** The gateway did not answer, or something else did. */
export class Away extends Ending {
  /** Asking again at once is of no use: there is no connection at all, or something else answers. */
  readonly forGood: boolean;
  /** The message in a few words. */
  readonly brief: string;

  constructor(message: string, { brief = message, forGood = false } = {}) {
    super(exits.gateway, message);
    this.brief = brief;
    this.forGood = forGood;
  }
}

/** A command line that cannot be carried out. */
export const misused = (message: string): Ending => new Ending(exits.usage, message);
