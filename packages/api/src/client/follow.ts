import { createParser } from 'eventsource-parser';
import { answerOf, GatewayUnreachable, ProblemError, reachGateway } from './errors.js';
import { pause } from './pause.js';
import type { StreamId } from '../endpoints/endpoints.js';
import type { PathOf } from '../routes/routes.js';
import { urlOf, type CallQuery, type StreamItem } from './input.js';

/** How a stream is followed. */
export interface Following {
  query?: CallQuery;
  /** Begin after this number; from the beginning when absent, or, of all releases, with what comes next. */
  after?: number | null;
  signal: AbortSignal;
  /** A connection is open; `again` when the one before was reported as lost. */
  opened?: (again: boolean) => void;
  /** The connection is lost for a reason in a few words, and is tried again in so many seconds. */
  lost?: (why: string, seconds: number) => void;
}
/** The path of a stream, where it has parts that vary. */
export type StreamPath<Id extends StreamId> = keyof PathOf<Id> extends never
  ? { path?: undefined }
  : { path: PathOf<Id> };
export type FollowOptions<Id extends StreamId> = Following & StreamPath<Id>;

/** Where a stream comes from, and how long it is tried. */
export interface StreamSource {
  base: string;
  /** The longest pause between two connections, in milliseconds. */
  longestPauseMs: number;
  /** How long the gateway may stay away, in milliseconds. */
  giveUpMs: number;
  headers: () => Readonly<Record<string, string>>;
}

/** Twice the pace of the gateway's own sign of life, and some. */
const silenceMs = 40_000;
const firstPauseMs = 500;

/**
 * The items of a stream in their order and each once, over as many connections as it takes, those that arrive together in one
 * array. Ends when there is nothing to come or the signal is aborted. Throws ProblemError when the gateway refuses, and
 * GatewayUnreachable when it stays away for longer than `giveUpMs`.
 */
export async function* followStream<Id extends StreamId>(
  gateway: StreamSource,
  id: Id,
  options: FollowOptions<Id>,
): AsyncGenerator<StreamItem<Id>[]> {
  const { longestPauseMs, giveUpMs } = gateway;
  const { signal } = options;
  let last = options.after ?? undefined;
  let wait = firstPauseMs;
  let heardAt = Date.now();
  let reported = false;
  while (!signal.aborted) {
    let why: string | null = null;
    let any = false;
    const silence = new AbortController();
    try {
      const url = urlOf(gateway.base, id, options.path, options.query);
      const body = await connect(gateway, url, last, AbortSignal.any([signal, silence.signal]));
      heardAt = Date.now();
      options.opened?.(reported);
      reported = false;
      if (body === null) return;
      for await (const items of itemsOf<StreamItem<Id> & { id: number }>(body, silence)) {
        heardAt = Date.now();
        const fresh = items.filter((item) => last === undefined || item.id > last);
        if (fresh.length === 0) continue;
        last = fresh.at(-1)!.id;
        any = true;
        yield fresh;
      }
    } catch (thrown) {
      if (signal.aborted) return;
      if (!mayPass(thrown)) throw thrown;
      if (Date.now() - heardAt > giveUpMs)
        throw thrown instanceof GatewayUnreachable ? thrown : new GatewayUnreachable(String(thrown));
      why = inBrief(thrown);
    } finally {
      silence.abort();
    }
    if (signal.aborted) return;
    if (any) wait = firstPauseMs;
    // A stream that ended after it said something may have said everything: the next connection knows.
    if (why !== null || !any) {
      reported = true;
      options.lost?.(why ?? 'the gateway ended the connection', wait / 1000);
    }
    await pause(wait, signal);
    wait = Math.min(wait * 2, longestPauseMs);
  }
}

/** Opens a connection; null when there is nothing to come. A fetch, since an EventSource cannot send a token. */
async function connect(
  { base, headers }: StreamSource,
  url: string,
  last: number | undefined,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | null> {
  const all = {
    ...headers(),
    Accept: 'text/event-stream',
    ...(last === undefined ? {} : { 'Last-Event-ID': String(last) }),
  };
  const response = await reachGateway(base, () => fetch(url, { headers: all, signal }));
  if (response.status === 200 && response.body) return response.body;
  await answerOf(base, response);
  return null;
}

/** The items of one connection, those of a chunk together. Aborts `silence` when nothing comes for too long. */
async function* itemsOf<T>(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  silence: AbortController,
): AsyncGenerator<T[]> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let items: T[] = [];
  const parser = createParser({ onEvent: ({ data }) => items.push(JSON.parse(data) as T) });
  for (;;) {
    const timer = setTimeout(() => {
      silence.abort(new Error(`nothing came for ${silenceMs / 1000} s`));
    }, silenceMs);
    const { done, value } = await reader.read().finally(() => {
      clearTimeout(timer);
    });
    if (done) return;
    parser.feed(decoder.decode(value, { stream: true }));
    if (items.length > 0) yield items;
    items = [];
  }
}

function inBrief(thrown: unknown): string {
  if (thrown instanceof GatewayUnreachable) return thrown.brief;
  if (thrown instanceof ProblemError) return thrown.problem.code;
  const { cause, message } = thrown as Error & { cause?: { code?: string } };
  return cause?.code ?? message;
}

/** An error that may pass: the gateway is away, or what it needs. */
const mayPass = (thrown: unknown): boolean =>
  !(thrown instanceof ProblemError) || thrown.problem.class === 'dependency' || thrown.problem.status >= 500;
