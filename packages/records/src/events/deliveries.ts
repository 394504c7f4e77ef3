import { createHash } from 'node:crypto';
import type { Settlement } from '#contract';
import type { Statements } from '#mysql';
import { fromUtc } from '../base/times.js';
import type { WebhookSettings } from '../base/settings.js';

/** One try to notify a webhook of a settlement, by the worker that claimed it. */
export interface Delivery {
  /** The same in every try: the receiver recognises by it a notification it has already. */
  id: string;
  requestId: string;
  /** Name of the webhook in config.yml. */
  webhook: string;
  /** Number of this try; nobody else may write the row while it is this one. */
  attempt: number;
  createdAt: Date;
}

/** The id of the notification of a request to a webhook: always the same for the two. */
export function deliveryId(requestId: string, webhook: string): string {
  return createHash('sha256').update(`${requestId} ${webhook}`).digest('hex').slice(0, 32);
}

/** Stores the notifications of a settlement; part of the transaction that stores it, so that none is lost. */
export async function addDeliveries(
  sql: Statements,
  webhooks: readonly WebhookSettings[],
  id: string,
  { outcome }: Settlement,
): Promise<void> {
  if (webhooks.length === 0) return;
  const [request] = await sql.query<{ action: string; exclusive: number }>(
    'SELECT action, exclusive FROM rexflow_requests WHERE id = ?',
    [id],
  );
  const wanted = webhooks.filter(
    ({ on, actions }) =>
      (on.length === 0 || on.includes(outcome)) &&
      (actions.length === 0 ? request!.exclusive === 1 : actions.includes(request!.action)),
  );
  for (const { name } of wanted) {
    await sql.execute(
      `INSERT INTO rexflow_deliveries (id, request_id, webhook, created_at, next_at)
       VALUES (?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`,
      [deliveryId(id, name), id, name],
    );
  }
}

/**
 * Claims due notifications for `life` seconds: after them they are due again, since the worker that claimed them has died. Of
 * several workers that claim at once each gets others.
 */
export async function claimDeliveries(sql: Statements, life: number): Promise<Delivery[]> {
  const due = await sql.query<{
    id: string;
    request_id: string;
    webhook: string;
    attempts: number;
    created_at: string;
  }>(
    `SELECT id, request_id, webhook, attempts, created_at FROM rexflow_deliveries
     WHERE next_at <= UTC_TIMESTAMP(3) ORDER BY next_at LIMIT 20`,
  );
  const claimed: Delivery[] = [];
  for (const row of due) {
    const { affectedRows } = await sql.execute(
      `UPDATE rexflow_deliveries SET attempts = attempts + 1, next_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
       WHERE id = ? AND attempts = ? AND next_at <= UTC_TIMESTAMP(3)`,
      [life, row.id, row.attempts],
    );
    if (affectedRows === 0) continue;
    const { id, request_id: requestId, webhook, attempts, created_at: createdAt } = row;
    claimed.push({ id, requestId, webhook, attempt: Number(attempts) + 1, createdAt: fromUtc(createdAt) });
  }
  return claimed;
}

/**
 * Stores the result of a claimed try: `error` null when it was taken. After an error it is due again in `again` seconds, or
 * with null never: the row is kept to be looked at.
 */
export async function endDelivery(
  sql: Statements,
  { id, attempt }: Delivery,
  { error, again }: { error: string | null; again: number | null },
): Promise<void> {
  await sql.execute(
    `UPDATE rexflow_deliveries SET delivered_at = IF(? IS NULL, UTC_TIMESTAMP(3), NULL), last_error = ?,
       next_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
     WHERE id = ? AND attempts = ? AND delivered_at IS NULL`,
    [error, error?.slice(0, 500) ?? null, error === null ? null : again, id, attempt],
  );
}

/** Removes a thousand at most of what was delivered or given up and is older than `days`; gives how many. */
export async function pruneDeliveries(sql: Statements, days: number): Promise<number> {
  const { affectedRows } = await sql.execute(
    `DELETE FROM rexflow_deliveries WHERE next_at IS NULL AND created_at < UTC_TIMESTAMP(3) - INTERVAL ? DAY LIMIT 1000`,
    [days],
  );
  return affectedRows;
}
