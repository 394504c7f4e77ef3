import type { RowDataPacket } from 'mysql2/promise';
import type { Worker } from './crew.js';
import type { Round } from './round.js';

/** When the last lease of a request and of these workers runs out, in milliseconds since 1970; now when they hold none. */
export async function leaseEnd({ arena, id }: Round, workers: readonly Worker[]): Promise<number> {
  const rows: RowDataPacket[] = await arena.rows(
    `SELECT holder, TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), expires_at) / 1000 AS ms
       FROM rexflow_leases WHERE request_id = ? AND holder IS NOT NULL
     UNION ALL SELECT walker, TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), walk_expires) / 1000
       FROM rexflow_requests WHERE id = ? AND walker IS NOT NULL`,
    [id, id],
  );
  const now = Date.now();
  const own = rows.filter(({ holder }) => workers.some(({ child }) => String(holder).startsWith(`prod-${child.pid}-`)));
  return Math.max(now, ...own.map(({ ms }) => now + Number(ms)));
}

/** The worker that has an app of the round's request in hand, or walks it. */
export async function workerAt(round: Round, app: string | null): Promise<Worker | null> {
  const [row] =
    app === null
      ? await round.arena.rows('SELECT walker AS holder FROM rexflow_requests WHERE id = ?', [round.id])
      : await round.arena.rows('SELECT holder FROM rexflow_leases WHERE request_id = ? AND app_key = ?', [
          round.id,
          app,
        ]);
  return round.arena.crew.byHolder(row?.holder);
}

/** Kills workers; the others may take over when their leases have run out. */
export async function killWorkers(round: Round, workers: readonly Worker[]): Promise<void> {
  const { crew } = round.arena;
  const [end] = await Promise.all([leaseEnd(round, workers), ...workers.map(({ child }) => crew.kill(child))]);
  round.recoversFrom = end;
}

/** Lets a random time of the release go by; false when it was over by then. */
export async function someMoment(round: Round, atMostMs = 600): Promise<boolean> {
  const until = Date.now() + round.random.int(0, atMostMs);
  return await round.met('the moment', () => Date.now() >= until);
}
