import { GatewayUnreachable, ProblemError } from '#api/client';

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

/** The members every problem has. */
const common = ['type', 'title', 'status', 'detail', 'code', 'class', 'advice', 'instance'];

/** Whatever was thrown, as something that can be shown. */
export function asRefused(thrown: unknown): Refused {
  if (thrown instanceof Refused) return thrown;
  if (thrown instanceof ProblemError) {
    const { problem } = thrown;
    const details = Object.fromEntries(Object.entries(problem).filter(([name]) => !common.includes(name)));
    return new Refused(problem.status, problem.code, problem.detail, problem.advice ?? null, details);
  }
  if (thrown instanceof GatewayUnreachable && thrown.statusLine !== null)
    return new Refused(Number.parseInt(thrown.statusLine, 10), null, thrown.statusLine);
  return new Refused(0, null, thrown instanceof Error ? thrown.message : String(thrown));
}
