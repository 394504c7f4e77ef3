import { Readable } from 'node:stream';
import { CodedError } from '#contract';
import type { GatewayDeps } from '../../state/dependencies.js';
import type { AuthenticatedCallHandler, TokenHolder, RawCall } from '../call/call.js';
import { ending } from '../../state/ending.js';
import { eventStream } from '../stream/eventStream.js';
import { asEvents, asLines, type Reading } from '../stream/reading.js';
import { releaseOf } from '../call/shown.js';

const page = 200;
const newest = 100;

/** A call that asks for events, of one release or of all. */
type EventCall = TokenHolder &
  Pick<RawCall, 'headers' | 'gone'> & { query: { readonly after?: number; readonly wait?: number } };

/**
 * The last event the caller has seen; null when it has not said. An EventSource that lost its connection asks for the same
 * address again, so the last one it has seen since is in the header.
 */
function seenBy({ query, headers }: EventCall): number | null {
  const after = query.after ?? null;
  const last = headers['last-event-id'];
  if (last === undefined || last === '') return after;
  if (typeof last === 'string' && /^\d{1,15}$/.test(last)) return Math.max(after ?? 0, Number(last));
  throw new CodedError('PARAMETER_INVALID', { field: 'Last-Event-ID', reason: 'must be the number of an event' });
}

const wantsStream = ({ headers, query }: EventCall): boolean =>
  query.wait === undefined && /\btext\/event-stream\b/i.test(headers.accept ?? '');

/** GET /v1/releases/:id/events: the events of a release. Throws JOB_UNKNOWN. */
export const followRelease: AuthenticatedCallHandler<'followRelease'> = async (call, deps) => {
  return await read(call.path.id, call, deps, asEvents);
};

/** GET /v1/releases/:id/logs: the log of a release. Throws JOB_UNKNOWN. */
export const readLogs: AuthenticatedCallHandler<'readLogs'> = async (call, deps) => {
  const { app } = call.query;
  return await read(call.path.id, call, deps, asLines(app ?? null));
};

interface EventPage<View> {
  status: 200;
  body: { items: View[]; next: number };
}
interface EventStream {
  status: 200;
  body: Readable;
  headers: Record<string, string>;
}
/** It tells an EventSource not to ask again. */
const nothingToCome = { status: 204, body: null } as const;

async function read<View>(
  id: string,
  call: EventCall,
  deps: GatewayDeps,
  reading: Reading<View>,
): Promise<EventPage<View> | EventStream | typeof nothingToCome> {
  const request = await releaseOf(id, deps);
  const after = seenBy(call) ?? 0;
  if (!wantsStream(call)) return await once(request.id, after, call, deps, reading);
  if (request.state === 'settled') {
    // The settlement is there, though the horizon may still be below it.
    const upTo = Number.MAX_SAFE_INTEGER;
    const left = await deps.views.events({ requestId: request.id, ...reading.asks, after, upTo, limit: 1 });
    if (left.length === 0) return nothingToCome;
  }
  return streamed(request.id, after, call, deps, reading);
}

/** GET /v1/events: the events of all releases. */
export const followAll: AuthenticatedCallHandler<'followAll'> = async (call, deps) => {
  const horizon = await deps.eventCursor.horizon();
  const after = seenBy(call);
  if (wantsStream(call)) return streamed(null, after ?? horizon, call, deps, asEvents);
  return await once(null, after ?? Math.max(0, horizon - newest), call, deps, asEvents);
};

async function once<View>(
  requestId: string | null,
  from: number,
  call: EventCall,
  deps: GatewayDeps,
  reading: Reading<View>,
): Promise<EventPage<View>> {
  let after = from;
  const wait = (call.query.wait ?? 0) * 1000;
  const deadline = deps.now().getTime() + wait;
  const { signal, forget } = ending([call.gone(), deps.closing]);
  try {
    for (;;) {
      const upTo = await deps.eventCursor.horizon();
      const items = await deps.eventCursor.events({ requestId, ...reading.asks, after, upTo, limit: page });
      const views = items.flatMap((event) => reading.views(event));
      after = items.at(-1)?.id ?? after;
      const left = deadline - deps.now().getTime();
      if (views.length > 0 || left <= 0 || signal.aborted) return { status: 200, body: { items: views, next: after } };
      if (items.length > 0) continue;
      await deps.eventCursor.beyond(upTo, left, signal, requestId);
    }
  } finally {
    forget();
  }
}

function streamed(
  requestId: string | null,
  after: number,
  call: EventCall,
  deps: GatewayDeps,
  reading: Reading,
): EventStream {
  const { expiresAt, token } = call;
  const mayGoOn = async (): Promise<boolean> => (await deps.people.checkToken(token)).state === 'valid';
  const stuck = (): void => void body.destroy();
  const watch = { requestId, reading, after, gone: call.gone(), expiresAt, mayGoOn, stuck };
  const body: Readable = Readable.from(eventStream(watch, deps));
  return {
    status: 200,
    headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' },
    body,
  };
}
