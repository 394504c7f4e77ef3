import { every, retryDelay } from '#async';
import type { Delivery } from '#records';
import { notificationTypes } from '#notify';
import { buildNotification } from './buildNotification.js';
import type { WorkerDeps } from '../state/dependencies.js';
import { postMessage } from './postMessage.js';

const everyMs = 1000;
/** Seconds a claim lasts: longer than one try takes. */
const claimSeconds = 30;
const mostSeconds = 600;
const patienceMs = 24 * 3_600_000;

/** Seconds before the next attempt; drawn in part, so that a receiver that comes back is not overrun. */
const secondsBefore = (first: number, attempt: number): number =>
  retryDelay({ first, longest: mostSeconds, jitter: 0.3 }, attempt);

/** Tries one delivery; gives the reason it was not taken, or null. */
async function tryOnce(deps: WorkerDeps, delivery: Delivery, signal: AbortSignal): Promise<string | null> {
  const webhook = deps.config.notifications.find(({ name }) => name === delivery.webhook);
  if (!webhook) return 'config.yml has no webhook of this name';
  const request = await deps.records.request(delivery.requestId);
  if (!request?.settlement) return 'the request is gone';
  const notification = buildNotification(deps.config.environment, request, delivery.id);
  return await postMessage(() => notificationTypes.webhook.message(notification, webhook, deps.now()), signal);
}

async function deliver(deps: WorkerDeps, delivery: Delivery, signal: AbortSignal): Promise<void> {
  const error = await tryOnce(deps, delivery, signal);
  if (error !== null && signal.aborted) return;
  const { id, webhook, attempt, requestId: request } = delivery;
  const givenUp = error !== null && deps.now().getTime() - delivery.createdAt.getTime() > patienceMs;
  const again = error === null || givenUp ? null : secondsBefore(deps.config.retry.backoff, attempt);
  await deps.records.endDelivery(delivery, { error, again });
  const about = { request, delivery: id, webhook, attempt };
  if (error === null) deps.log.info(about, 'notified');
  else if (givenUp) deps.log.error({ ...about, error }, 'given up notifying: told nobody for a day');
  else deps.log.warn({ ...about, error }, 'a webhook did not take its notification');
}

/**
 * Delivers notifications of finished requests to the webhooks of config.yml, as long as the records have any. A worker that
 * dies at it leaves a claim that runs out, so each arrives at least once; the id identifies repeats.
 */
export function sendNotifications(deps: WorkerDeps): { stop: () => Promise<void> } {
  if (deps.config.notifications.length === 0) return { stop: () => Promise.resolve() };
  const ending = new AbortController();
  const look = async (): Promise<void> => {
    const claimed = await deps.records.claimDeliveries(claimSeconds);
    await Promise.all(claimed.map((delivery) => deliver(deps, delivery, ending.signal)));
  };
  const looking = every(everyMs, look, (thrown) => deps.log.warn({ err: thrown }, 'the deliveries did not go well'));
  return {
    stop: async () => {
      ending.abort();
      await looking.stop();
    },
  };
}
