import type { Database } from '#mysql';
import { pruneDeliveries } from '../events/deliveries.js';
import { pruneEvents } from '../events/events.js';
import { wantedBundles } from '../requests/requests.js';
import { anchored, pruneAudit } from './auditLines.js';
import { pruneRequests } from './requestRows.js';
import { countRemoved, prunable, rest, takeTurn, type Prunable } from './turn.js';

/** Days each kind is kept; 0 for ever. */
export type Retention = Readonly<Record<Prunable, number>>;

/** Number of rows removed of a kind. */
export interface Pruned {
  what: Prunable;
  rows: Record<string, number>;
}

/** Seconds between two turns of a kind, of all workers together, and after one that found nothing more. */
const turnSeconds = 60;
const restSeconds = 6 * 3600;
/** Batches of one turn: the next turn goes on. */
const batches = 20;

/**
 * Removes what is older than it is to be kept, in small batches, of those kinds whose turn it is: of several workers that ask
 * at once each kind is one's. `kept` says how many release directories and bundles are kept; their requests stay.
 */
export async function prune(
  db: Database,
  retention: Retention,
  kept: { releases: number; bundles: number },
): Promise<Pruned[]> {
  const done: Pruned[] = [];
  for (const what of prunable) {
    const days = retention[what];
    if (days === 0 || !(await takeTurn(db, what, turnSeconds))) continue;
    const rows = await kinds[what](db, days, kept);
    const sum = Object.values(rows).reduce((total, count) => total + count, 0);
    await countRemoved(db, what, sum);
    if (sum > 0) done.push({ what, rows });
  }
  return done;
}

type Kind = (
  db: Database,
  days: number,
  kept: { releases: number; bundles: number },
) => Promise<Record<string, number>>;

/** Batch after batch, until one is not full. */
async function whileFull(full: number, batch: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (let count = 0; count < batches; count++) {
    const rows = await batch();
    sum += rows;
    if (rows < full) break;
  }
  return sum;
}

const kinds: Readonly<Record<Prunable, Kind>> = {
  audit: async (db, days) => ({ lines: await whileFull(anchored, () => pruneAudit(db, days)) }),
  events: async (db, days) => ({ events: await whileFull(10_000, () => pruneEvents(db, days)) }),
  deliveries: async (db, days) => ({ deliveries: await whileFull(1000, () => pruneDeliveries(db, days)) }),
  requests: async (db, days, { releases, bundles }) => {
    const sum = { requests: 0, hostReleases: 0, steps: 0 };
    const keeping = { releases, bundles: new Set(await wantedBundles(db, bundles)) };
    for (let count = 0; count < batches; count++) {
      const { over, ...rows } = await pruneRequests(db, days, keeping);
      for (const name of ['requests', 'hostReleases', 'steps'] as const) sum[name] += rows[name];
      if (!over) continue;
      await rest(db, 'requests', restSeconds);
      break;
    }
    return sum;
  },
};
