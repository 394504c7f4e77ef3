/** A slot of this process, which a piece of work holds while it keeps the machine busy, and leaves while it waits for others. */
export interface WorkSlot {
  /** Resolves when the slot is there; at once when it is held already. Rejects with the signal's reason. */
  take(signal: AbortSignal): Promise<void>;
  /** Gives it to the next one; may be called more than once. */
  leave(): void;
}

/** Whose turn it is: what changes hosts before what only looks, among each the lower `rank`, then who came first. */
export interface SlotTurn {
  changes: boolean;
  rank: number;
}

/** The work slots of one process. */
export interface WorkSlots {
  /** A slot that is not taken yet. */
  slot(turn: SlotTurn): WorkSlot;
  /** Says that something that changes hosts is under way for as long as work lasts; it takes no slot. */
  duringChange<T>(work: () => Promise<T>): Promise<T>;
}

interface Waiting extends SlotTurn {
  go: () => void;
}

/** The parts of a change follow each other within that, and what only looks does not rush in between. */
const usualLingerMs = 300;

/**
 * `size` slots for what changes hosts, which therefore never waits for what only looks; and as many for that, of which all
 * but a few stay empty while something is being changed, and `lingerMs` longer.
 */
export function createWorkSlots(size: number, lingerMs = usualLingerMs): WorkSlots {
  const besideChanges = Math.max(1, Math.floor(size / 16));
  const held = { changing: 0, looking: 0 };
  let underWay = 0;
  let waiting: Waiting[] = [];

  const kind = ({ changes }: SlotTurn): keyof typeof held => (changes ? 'changing' : 'looking');
  const room = (turn: SlotTurn): number => {
    if (turn.changes) return size;
    const change = underWay > 0 || waiting.some(({ changes }) => changes);
    return change ? besideChanges : size;
  };
  const before = (one: Waiting, other: Waiting): boolean =>
    one.changes === other.changes ? one.rank < other.rank : one.changes;

  function fill(): void {
    for (;;) {
      const next = waiting
        .filter((one) => held[kind(one)] < room(one))
        .reduce<Waiting | null>((best, one) => (best && !before(one, best) ? best : one), null);
      if (!next) return;
      waiting = waiting.filter((one) => one !== next);
      held[kind(next)] += 1;
      if (next.changes) underWay += 1;
      next.go();
    }
  }

  function changeEnds(): void {
    const end = (): void => {
      underWay -= 1;
      fill();
    };
    if (lingerMs === 0) end();
    else setTimeout(end, lingerMs).unref();
  }

  function place(turn: SlotTurn): WorkSlot {
    let state: 'out' | 'in' = 'out';
    // Who has begun goes on before others begin.
    let rank = turn.rank;
    return {
      take: (signal) =>
        new Promise((resolve, reject) => {
          if (state === 'in') return resolve();
          if (signal.aborted) return reject(signal.reason as Error);
          const leave = (): void => {
            waiting = waiting.filter((one) => one !== mine);
            reject(signal.reason as Error);
            fill();
          };
          const mine: Waiting = {
            ...turn,
            rank,
            go: () => {
              signal.removeEventListener('abort', leave);
              state = 'in';
              rank = -1;
              resolve();
            },
          };
          signal.addEventListener('abort', leave, { once: true });
          waiting.push(mine);
          fill();
        }),
      leave: () => {
        if (state === 'out') return;
        state = 'out';
        held[kind(turn)] -= 1;
        if (turn.changes) changeEnds();
        fill();
      },
    };
  }

  return {
    slot: place,
    duringChange: async (work) => {
      underWay += 1;
      try {
        return await work();
      } finally {
        changeEnds();
      }
    },
  };
}
