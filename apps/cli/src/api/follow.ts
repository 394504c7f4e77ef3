import { setTimeout as pause } from 'node:timers/promises';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { GatewayUnreachable, GatewayRefusal } from '../errors/cliError.js';
import { address } from './address.js';
import { answerOf, reach, type Api } from './api.js';
import { streams, type Streamed } from './calls.js';

export interface Following {
  path?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  /** Begin after this number; from the beginning when absent, or, of all releases, with what comes next. */
  after?: number;
  signal: AbortSignal;
  /** The connection is gone, and is tried again in so many seconds. */
  lost?: (why: string, seconds: number) => void;
  /** It is there again. */
  back?: () => void;
}

/** Twice the pace of the gateway's own sign of life, and some. */
const silenceMs = 40_000;
const firstPauseMs = 500;
const longestPauseMs = 15_000;
const giveUpMs = 10 * 60_000;

interface Stream {
  items: AsyncIterable<{ data: string }>;
  close(): void;
}

/** One connection of a stream; null when there is nothing to come. */
async function connect(api: Api, call: Streamed, seen: number | undefined, how: Following): Promise<Stream | null> {
  const silence = new AbortController();
  const clock = setTimeout(() => {
    silence.abort(new Error(`nothing came for ${silenceMs / 1000} s`));
  }, silenceMs);
  const heard = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      clock.refresh();
      controller.enqueue(chunk);
    },
  });
  const close = (): void => {
    clearTimeout(clock);
    silence.abort();
  };
  try {
    const headers = {
      ...api.headers,
      Accept: 'text/event-stream',
      ...(seen === undefined ? {} : { 'Last-Event-ID': String(seen) }),
    };
    const signal = AbortSignal.any([how.signal, silence.signal]);
    const url = address(api.base, streams[call], how.path, how.query);
    const response = await reach(api.base, () => fetch(url, { headers, signal }));
    if (response.status === 200 && response.body) {
      const items = response.body
        .pipeThrough(heard)
        .pipeThrough(new TextDecoderStream())
        .pipeThrough(new EventSourceParserStream());
      return { items, close };
    }
    await answerOf(api.base, response);
    close();
    return null;
  } catch (thrown) {
    close();
    throw thrown;
  }
}

function inBrief(thrown: unknown): string {
  if (thrown instanceof GatewayUnreachable) return thrown.brief;
  if (thrown instanceof GatewayRefusal) return thrown.problem.code;
  const { cause, message } = thrown as Error & { cause?: { code?: string } };
  return cause?.code ?? message;
}

/** Bad news that may pass: the gateway is away, or what it needs. */
const passing = (thrown: unknown): boolean =>
  !(thrown instanceof GatewayRefusal) || thrown.problem.class === 'dependency' || thrown.problem.status >= 500;

/**
 * What a stream tells, in its order and each once, over as many connections as it takes; ends when there is nothing to
 * come or when the signal says so. Throws GatewayRefusal, and GatewayUnreachable when the gateway stays away for ten minutes.
 */
export async function* follow<T extends { id: number }>(api: Api, call: Streamed, how: Following): AsyncGenerator<T> {
  let seen = how.after;
  let wait = firstPauseMs;
  let heardAt = Date.now();
  let reported = false;
  while (!how.signal.aborted) {
    let why: string | null = null;
    let any = false;
    let stream: Stream | null = null;
    try {
      stream = await connect(api, call, seen, how);
      heardAt = Date.now();
      if (reported) how.back?.();
      reported = false;
      if (stream === null) return;
      for await (const { data } of stream.items) {
        const item = JSON.parse(data) as T;
        if (seen !== undefined && item.id <= seen) continue;
        seen = item.id;
        heardAt = Date.now();
        any = true;
        yield item;
      }
    } catch (thrown) {
      if (how.signal.aborted) return;
      if (!passing(thrown)) throw thrown;
      if (Date.now() - heardAt > giveUpMs)
        throw thrown instanceof GatewayUnreachable ? thrown : new GatewayUnreachable(String(thrown));
      why = inBrief(thrown);
    } finally {
      stream?.close();
    }
    if (any) wait = firstPauseMs;
    // A stream that ended after it said something may have said everything: the next connection knows.
    if (why !== null || !any) {
      reported = true;
      how.lost?.(why ?? 'the gateway ended the connection', wait / 1000);
    }
    await pause(wait, undefined, { signal: how.signal }).catch(() => undefined);
    wait = Math.min(wait * 2, longestPauseMs);
  }
}
