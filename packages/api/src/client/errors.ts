import type { ProblemView } from '../schemas/trouble.js';

/** The gateway refused a call, or failed at it, and said so with a problem. */
export class ProblemError extends Error {
  readonly problem: ProblemView;

  constructor(problem: ProblemView) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** The gateway did not answer, or something that is no rexflow did. */
export class GatewayUnreachable extends Error {
  /** Trying again at once is of no use: there is no connection at all, or something else answers. */
  readonly permanent: boolean;
  /** The message in a few words. */
  readonly brief: string;
  /** The status line of what answered instead; null without an answer. */
  readonly statusLine: string | null;
  /** Where it was looked for; null where the message says more than that nobody answers there. */
  readonly base: string | null;

  constructor(
    message: string,
    {
      brief = message,
      permanent = false,
      statusLine = null,
      base = null,
    }: { brief?: string; permanent?: boolean; statusLine?: string | null; base?: string | null } = {},
  ) {
    super(message);
    this.brief = brief;
    this.permanent = permanent;
    this.statusLine = statusLine;
    this.base = base;
  }
}

const permanentCodes = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** Carries out a request. One without an answer throws GatewayUnreachable with what the system says about it; an abort passes. */
export async function reachGateway<T>(base: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'AbortError') throw thrown;
    const cause = (thrown as { cause?: { code?: string; message?: string } }).cause;
    const why = cause?.code ?? cause?.message ?? (thrown as Error).message;
    throw new GatewayUnreachable(
      `no answer from ${base} (${why}): is the gateway running there, and is the address right?`,
      {
        base,
        brief: why,
        permanent: permanentCodes.includes(why),
      },
    );
  }
}

/** The body of an answer. Throws ProblemError for a refusal, GatewayUnreachable when what answers is no rexflow. */
export async function answerOf(base: string, response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  const text = await reachGateway(base, () => response.text());
  const other = new GatewayUnreachable(
    `what answers at ${base} is no rexflow (HTTP ${response.status}): is the address right?`,
    {
      base,
      brief: `HTTP ${response.status}, and no rexflow`,
      permanent: true,
      statusLine: `${response.status} ${response.statusText}`.trim(),
    },
  );
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw other;
  }
  if (response.ok) return body;
  if (typeof body === 'object' && body !== null && 'code' in body && 'detail' in body)
    throw new ProblemError(body as ProblemView);
  throw other;
}
