import { CodedError } from '#contract';
import type { Connection } from '../connect/connection.js';
import type { SshLogin } from '../login/types.js';
import { placeUse, type Shelf, type Slot } from './shelf.js';
import { loginKey } from '../login/loginKey.js';

/**
 * The purpose of a lease. `session`: one command, counted against the channels of a connection. `urgent`: a command that must
 * not wait for others to end. `hold`: the connection itself, kept open; takes no channel that sshd counts.
 */
export type Use = 'session' | 'urgent' | 'hold';

/** A connection in use. `release` may be called more than once. */
export interface ConnectionLease {
  connection: Connection;
  /** Properties found out about the host; kept as long as a connection to it is. */
  traits: Shelf['traits'];
  /** Tells the pool that the server refused one more channel on this connection. */
  full(): void;
  release(): void;
}

export interface SshPool {
  /** A connection to the target: a held one with room, else a new one. Rejects with what `open` threw, or SHUTTING_DOWN. */
  lease(target: SshLogin, use: Use): Promise<ConnectionLease>;
  /** Whether a connection to the target stands. */
  stands(target: SshLogin): boolean;
  /** Connections that are open or being opened. */
  size(): number;
  /** Ends all connections; resolves when they are closed. */
  close(): Promise<void>;
}

/**
 * Keeps connections by target and knows nothing of ssh. Callers at the same time share one; when all its channels are in use
 * another is opened, up to 8 for one target, after which callers queue. Lost ones are forgotten, idle ones ended.
 */
export function createPool(options: {
  open: (target: SshLogin) => Promise<Connection>;
  maxChannels: number;
  idleMs: number;
}): SshPool {
  const shelves = new Map<string, Shelf>();
  let closing = false;

  function shelfOf(target: SshLogin): Shelf {
    const key = loginKey(target);
    const kept = shelves.get(key);
    if (kept) return kept;
    const empty = (): void => void (shelves.get(key) === shelf && shelves.delete(key));
    const shelf: Shelf = { slots: [], limit: options.maxChannels, learned: false, waiting: [], traits: {}, empty };
    shelves.set(key, shelf);
    return shelf;
  }

  function stock(shelf: Shelf, target: SshLogin): Slot {
    const slot: Slot = { opening: options.open(target), stands: false, sessions: 0, holds: 0, idle: undefined };
    shelf.slots.push(slot);
    slot.opening.then(
      (made) => {
        slot.stands = true;
        return made.gone.then(() => remove(shelf, slot));
      },
      () => remove(shelf, slot),
    );
    return slot;
  }

  function remove(shelf: Shelf, slot: Slot): void {
    clearTimeout(slot.idle);
    shelf.slots = shelf.slots.filter((other) => other !== slot);
    if (shelf.slots.length === 0 && shelf.waiting.length === 0) shelf.empty();
    wake(shelf);
  }

  function leave(shelf: Shelf, slot: Slot, use: Use): void {
    if (use === 'hold') slot.holds -= 1;
    else slot.sessions -= 1;
    wake(shelf);
    if (slot.sessions > 0 || slot.holds > 0 || !shelf.slots.includes(slot)) return;
    slot.idle = setTimeout(() => {
      remove(shelf, slot);
      void slot.opening.then((made) => made.end());
    }, options.idleMs);
  }

  async function lease(target: SshLogin, use: Use): Promise<ConnectionLease> {
    for (;;) {
      if (closing) throw new CodedError('SHUTTING_DOWN');
      const shelf = shelfOf(target);
      const where = placeUse(shelf, use);
      if (where !== 'wait') return occupy(shelf, where === 'new' ? stock(shelf, target) : where, use);
      await new Promise<void>((resolve) => shelf.waiting.push(resolve));
    }
  }

  async function occupy(shelf: Shelf, slot: Slot, use: Use): Promise<ConnectionLease> {
    clearTimeout(slot.idle);
    if (use === 'hold') slot.holds += 1;
    else slot.sessions += 1;
    let left = false;
    const release = (): void => {
      if (left) return;
      left = true;
      leave(shelf, slot, use);
    };
    const full = (): void => {
      shelf.limit = Math.min(shelf.limit, Math.max(1, slot.sessions - 1));
      shelf.learned = true;
    };
    try {
      return { connection: await slot.opening, traits: shelf.traits, full, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  return {
    stands: (target) => shelves.get(loginKey(target))?.slots.some(({ stands }) => stands) ?? false,
    size: () => [...shelves.values()].reduce((sum, shelf) => sum + shelf.slots.length, 0),
    lease,
    close: async () => {
      closing = true;
      const slots = [...shelves.values()].flatMap((shelf) => shelf.slots);
      for (const shelf of shelves.values()) wake(shelf);
      for (const slot of slots) clearTimeout(slot.idle);
      await Promise.all(
        slots.map(({ opening }) =>
          opening.then(
            (made) => made.end(),
            () => undefined,
          ),
        ),
      );
    },
  };
}

function wake(shelf: Shelf): void {
  for (const go of shelf.waiting.splice(0)) go();
}
