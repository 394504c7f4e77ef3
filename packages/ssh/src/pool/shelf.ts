import type { Connection } from '../connect/connection.js';
import type { Use } from './pool.js';

/** More connections than this to one target help nobody; callers queue instead. */
const maxConnections = 8;

/** Channels above the limit for what must not wait: sshd's own limit is 10, ours 8. */
const reserve = 2;

/** One connection, from the moment it is asked for. */
export interface Slot {
  opening: Promise<Connection>;
  /** Somebody is logged in over it. */
  stands: boolean;
  /** Channels in use that sshd counts. */
  sessions: number;
  /** Uses that it does not count: forwardings, and transfers between two commands. */
  holds: number;
  idle: NodeJS.Timeout | undefined;
}

/** The connections to one target. */
export interface Shelf {
  slots: Slot[];
  /** Channels at once on one connection; lowered when the server allows fewer than we thought. */
  limit: number;
  learned: boolean;
  waiting: (() => void)[];
  traits: { lacksRsync?: boolean };
  empty: () => void;
}

/** The place of one more use: a connection that is there, a new one, or the queue. */
export function placeUse(shelf: Shelf, use: Use): Slot | 'new' | 'wait' {
  const room = shelf.limit + (use === 'urgent' && !shelf.learned ? reserve : 0);
  const slot = shelf.slots.find(({ sessions }) => use === 'hold' || sessions < room);
  if (slot) return slot;
  return shelf.slots.length < maxConnections || use === 'urgent' ? 'new' : 'wait';
}
