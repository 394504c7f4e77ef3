import { setTimeout } from 'node:timers/promises';
import type { ProblemView } from '#contract';
import { GatewayUnreachable, GatewayRefusal } from '../errors/cliError.js';
import { address } from './address.js';
import { calls, type Answers, type Asked } from './calls.js';

export interface Ask {
  path?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** A gateway and who asks it. */
export interface Api {
  base: string;
  headers: Readonly<Record<string, string>>;
  /** The answer to a call. Throws GatewayRefusal with what the gateway says, GatewayUnreachable when it says nothing. */
  ask<C extends Asked>(call: C, how?: Ask): Promise<Answers[C]>;
}

/** Longer than the gateway holds any answer. */
const patienceMs = 90_000;
/** The same key makes a repeated call the same release, so one whose answer was lost may be sent again. */
const repeats = 3;

/** See Api. */
export function openApi(base: string, token: string | null): Api {
  const headers = {
    Accept: 'application/json',
    ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
  };

  async function once<C extends Asked>(call: C, { path, query, body, signal, ...how }: Ask): Promise<Answers[C]> {
    const [method, template] = calls[call];
    const patience = AbortSignal.timeout(patienceMs);
    const init: RequestInit = {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...how.headers },
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const response = await reach(base, () => fetch(address(base, template, path, query), init));
    return (await answerOf(base, response)) as Answers[C];
  }

  async function ask<C extends Asked>(call: C, how: Ask = {}): Promise<Answers[C]> {
    const repeatable = how.headers?.['Idempotency-Key'] !== undefined || calls[call][0] === 'GET';
    for (let tried = 1; ; tried++) {
      try {
        return await once(call, how);
      } catch (thrown) {
        const lost = thrown instanceof GatewayUnreachable && !thrown.forGood;
        if (!lost || !repeatable || tried === repeats || how.signal?.aborted) throw thrown;
        await setTimeout(500 * tried);
      }
    }
  }
  return { base, headers, ask };
}

const unreachable = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** Carries out a request; one without an answer is thrown as GatewayUnreachable, with what the system says about it. */
export async function reach<T>(base: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'AbortError') throw thrown;
    const cause = (thrown as { cause?: { code?: string; message?: string } }).cause;
    const why = cause?.code ?? cause?.message ?? (thrown as Error).message;
    throw new GatewayUnreachable(
      `no answer from ${base} (${why}): is the gateway running there, and is the address right?`,
      {
        brief: why,
        forGood: unreachable.includes(why),
      },
    );
  }
}

/** The body of an answer. Throws GatewayRefusal for bad news, GatewayUnreachable when what answers is no rexflow. */
export async function answerOf(base: string, response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  const text = await reach(base, () => response.text());
  const brief = `HTTP ${response.status}, and no rexflow`;
  const other = new GatewayUnreachable(
    `what answers at ${base} is no rexflow (HTTP ${response.status}): is the address right?`,
    {
      brief,
      forGood: true,
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
    throw new GatewayRefusal(body as ProblemView);
  throw other;
}
