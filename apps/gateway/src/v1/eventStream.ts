import type { GatewayRecords, StoredEvent, Views } from '#records';
import { ending } from '../ending.js';
import type { Reading } from './reading.js';
import type { Tail } from './tail.js';

const page = 200;
/** A line is sent this often whatever happens, so that nothing in between takes the connection for dead. */
const beatMs = 15_000;

/** What is followed, and by whom. */
interface Watch {
  /** One release; null for all. */
  requestId: string | null;
  reading: Reading;
  /** The last event seen. */
  after: number;
  /** Aborted when the caller went away. */
  gone: AbortSignal;
  /** When the token of the caller ends by itself. */
  expiresAt: Date;
  /** Whether the token still is good: somebody may end it meanwhile. */
  mayGoOn(): Promise<boolean>;
}

interface Sources {
  tail: Pick<Tail, 'horizon' | 'beyond'>;
  views: Pick<Views, 'events'>;
  records: Pick<GatewayRecords, 'request'>;
  closing: AbortSignal;
  now(): Date;
}

/** What an event is read as. Only the last part has its number: who is cut off in between gets all of it again. */
function told(event: StoredEvent, { name, views }: Reading): string {
  const parts = views(event).map((view) => `event: ${name(event)}\ndata: ${JSON.stringify(view)}\n\n`);
  return parts.map((part, index) => (index === parts.length - 1 ? `id: ${event.id}\n${part}` : part)).join('');
}

/**
 * Events as an EventSource reads them: those after one, then those to come; of one release until it is settled, and no
 * longer than the token of the caller is good.
 */
export async function* eventStream(
  { requestId, reading, after, gone, expiresAt, mayGoOn }: Watch,
  { tail, views, records, closing, now }: Sources,
): AsyncGenerator<string> {
  const { signal, forget } = ending([gone, closing]);
  let seen = after;
  let over = false;
  let beat = now().getTime() + beatMs;
  try {
    yield 'retry: 2000\n\n';
    while (!signal.aborted && now() < expiresAt) {
      const upTo = over ? Number.MAX_SAFE_INTEGER : await tail.horizon();
      const items = await views.events({ requestId, ...reading.asks, after: seen, upTo, limit: page });
      for (const event of items) {
        seen = event.id;
        const text = told(event, reading);
        if (text !== '') yield text;
        if (requestId !== null && event.kind === 'settled') return;
      }
      if (items.length < page && over) return;
      if (items.length < page) await tail.beyond(upTo, Math.min(beat, expiresAt.getTime()) - now().getTime(), signal);
      if (now().getTime() < beat || over) continue;
      // Other releases wake this one, too: the time is that of the last beat, not of the last wake.
      beat = now().getTime() + beatMs;
      if (!(await mayGoOn())) return;
      yield ': still here\n\n';
      // A settlement that came late and below the horizon wakes nobody.
      over = requestId !== null && (await records.request(requestId))?.state === 'settled';
    }
  } finally {
    forget();
  }
}
