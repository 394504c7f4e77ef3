import type { ProblemView } from '#contract';

/** Why a call did not do what was asked. Without a code there was no answer, or none of this API. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string | null,
    message: string,
    readonly advice: string | null = null,
    /** What the problem has beyond its message. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }

  /** No gateway answered. */
  get away(): boolean {
    return this.status === 0;
  }

  /** This gateway does not know the endpoint: it is older than the page, or newer. */
  get unknown(): boolean {
    return this.code === 'ROUTE_UNKNOWN';
  }
}

const told = ['type', 'title', 'status', 'detail', 'code', 'class', 'advice', 'instance'];

/** What an answer that is no success says. */
export async function refusal(answer: Response): Promise<Refused> {
  const text = await answer.text();
  try {
    const problem = JSON.parse(text) as Partial<ProblemView>;
    const details = Object.fromEntries(Object.entries(problem).filter(([name]) => !told.includes(name)));
    const message = problem.detail ?? problem.title ?? text.slice(0, 300);
    return new Refused(answer.status, problem.code ?? null, message, problem.advice ?? null, details);
  } catch {
    return new Refused(answer.status, null, `${answer.status} ${answer.statusText}`.trim());
  }
}

/** Whatever was thrown, as something that can be shown. */
export const asRefused = (thrown: unknown): Refused =>
  thrown instanceof Refused ? thrown : new Refused(0, null, thrown instanceof Error ? thrown.message : String(thrown));
