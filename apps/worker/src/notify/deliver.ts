import type { Delivery } from '#records';
import { announcementOf } from './announcement.js';
import type { House } from '../state/house.js';
import { postSigned } from './postSigned.js';
import { repeat } from '../async/repeat.js';

const everyMs = 1000;
/** Longer than one try takes. */
const claimSeconds = 30;
const mostSeconds = 600;
const patienceMs = 24 * 3_600_000;

/** Seconds before the next try: doubling, with a cap, and drawn, so that a receiver that comes back is not overrun. */
const backoff = (first: number, attempt: number): number =>
  Math.min(mostSeconds, first * 2 ** Math.min(attempt - 1, 20)) * (0.8 + 0.4 * Math.random());

/** One try; gives why it was not taken, or null. */
async function tryOnce(house: House, delivery: Delivery, signal: AbortSignal): Promise<string | null> {
  const webhook = house.config.notifications.find(({ name }) => name === delivery.webhook);
  if (!webhook) return 'config.yml has no webhook of this name';
  const request = await house.records.request(delivery.requestId);
  if (!request?.settlement) return 'the request is gone';
  return await postSigned(webhook, delivery.id, announcementOf(house.config.environment, request, delivery.id), signal);
}

async function deliver(house: House, delivery: Delivery, signal: AbortSignal): Promise<void> {
  const error = await tryOnce(house, delivery, signal);
  if (error !== null && signal.aborted) return;
  const { id, webhook, attempt, requestId: request } = delivery;
  const givenUp = error !== null && house.now().getTime() - delivery.createdAt.getTime() > patienceMs;
  const again = error === null || givenUp ? null : backoff(house.config.retry.backoff, attempt);
  await house.records.endDelivery(delivery, { error, again });
  const about = { request, delivery: id, webhook, attempt };
  if (error === null) house.log.info(about, 'notified');
  else if (givenUp) house.log.error({ ...about, error }, 'given up notifying: told nobody for a day');
  else house.log.warn({ ...about, error }, 'a webhook did not take its notification');
}

/**
 * Tells the webhooks of config.yml of settlements, as the records say who is still to be told. A worker that dies at it
 * leaves a claim that runs out, so each is told at least once, and told apart by the id.
 */
export function startDeliveries(house: House): { stop: () => Promise<void> } {
  if (house.config.notifications.length === 0) return { stop: () => Promise.resolve() };
  const ending = new AbortController();
  const look = async (): Promise<void> => {
    const claimed = await house.records.claimDeliveries(claimSeconds);
    await Promise.all(claimed.map((delivery) => deliver(house, delivery, ending.signal)));
  };
  const looking = repeat(everyMs, look, (thrown) => house.log.warn({ err: thrown }, 'the deliveries did not go well'));
  return {
    stop: async () => {
      ending.abort();
      await looking.stop();
    },
  };
}
