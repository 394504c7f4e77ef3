import { ending } from '../../state/ending.js';
import type { Reading } from './reading.js';
import type { EventCursor } from '../../state/eventCursor.js';
import { eventText } from './eventText.js';

const page = 200;
/** Milliseconds between lines that are sent whatever happens, so that nothing in between takes the connection for dead. */
const beatMs = 15_000;
/** Characters that are sent at once. */
const piece = 65_536;
/** A caller that takes nothing for so long is cut off: text that waits for it takes memory. It comes back where it was. */
const patienceMs = 30_000;

/** A follower, and the events it follows. */
interface Watch {
  /** One release; null for all. */
  requestId: string | null;
  reading: Reading;
  /** The last event seen. */
  after: number;
  /** Aborted when the caller went away. */
  gone: AbortSignal;
  /** The time the token of the caller ends by itself. */
  expiresAt: Date;
  /** True while the token is valid: somebody may end it meanwhile. */
  mayGoOn(): Promise<boolean>;
  /** Called when the caller takes nothing any more. */
  stuck(): void;
}

interface Sources {
  eventCursor: Pick<EventCursor, 'horizon' | 'seen' | 'events' | 'beyond'>;
  views: { isSettled(requestId: string): Promise<boolean> };
  closing: AbortSignal;
  now(): Date;
}

/**
 * Streams events as an EventSource reads them: those after one, then those to come; of one release until it is finished, and
 * no longer than the token of the caller is valid.
 */
export async function* eventStream(
  { requestId, reading, after, gone, expiresAt, mayGoOn, stuck }: Watch,
  { eventCursor, views, closing, now }: Sources,
): AsyncGenerator<string> {
  const { signal, forget } = ending([gone, closing]);
  let taking: NodeJS.Timeout | undefined;
  /** Sends text, and waits no longer than `patienceMs` for the caller to ask for more. */
  const handing = (text: string): string => {
    taking = setTimeout(stuck, patienceMs);
    return text;
  };
  const taken = (): void => clearTimeout(taking);
  // The last event that was sent, and the number up to which there is no other to send.
  let last = after;
  let seen = after;
  let over = false;
  let beat = now().getTime() + beatMs;
  try {
    yield handing('retry: 2000\n\n');
    taken();
    let upTo = await eventCursor.horizon();
    while (!signal.aborted && now() < expiresAt) {
      const [from, to] = over ? [last, Number.MAX_SAFE_INTEGER] : [seen, upTo];
      const items = await eventCursor.events({ requestId, ...reading.asks, after: from, upTo: to, limit: page });
      let text = '';
      for (const [index, event] of items.entries()) {
        last = event.id;
        text += eventText(event, reading);
        const ends = requestId !== null && event.kind === 'settled';
        if (text !== '' && (ends || text.length >= piece || index === items.length - 1)) {
          yield handing(text);
          taken();
          text = '';
        }
        if (ends) return;
      }
      if (items.length === page) {
        seen = last;
        continue;
      }
      if (over) return;
      seen = await eventCursor.beyond(
        Math.max(seen, upTo),
        Math.min(beat, expiresAt.getTime()) - now().getTime(),
        signal,
        requestId,
      );
      upTo = eventCursor.seen();
      if (now().getTime() < beat) continue;
      // Other releases wake this one, too: the time is that of the last beat, not of the last wake.
      beat = now().getTime() + beatMs;
      if (!(await mayGoOn())) return;
      yield handing(': still here\n\n');
      taken();
      // A settlement that came late and below the horizon wakes nobody.
      over = requestId !== null && (await views.isSettled(requestId));
    }
  } finally {
    taken();
    forget();
  }
}
