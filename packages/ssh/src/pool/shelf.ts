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
  /** Uses that it does not count: forwardings, and carries between two commands. */
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

/** Where one more use goes: on a connection that is there, on a new one, or into the queue. */
export function place(shelf: Shelf, use: Use): Slot | 'new' | 'wait' {
  const room = shelf.limit + (use === 'urgent' && !shelf.learned ? reserve : 0);
  const slot = shelf.slots.find(({ sessions }) => use === 'hold' || sessions < room);
  if (slot) return slot;
  return shelf.slots.length < maxConnections || use === 'urgent' ? 'new' : 'wait';
}
