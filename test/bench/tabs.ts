import { setTimeout } from 'node:timers/promises';
import type { Estate } from '../support/estate.js';
import { openStreams, type Streams } from './streams.js';

/** As the page of apps in the console has it: rows at first, and how long it gathers what it has heard. */
const size = 200;
const soonMs = 700;

/**
 * So many tabs of the console at the page of apps, without a browser: twenty of those would take more of the machine than all
 * else. Each follows the events, and asks for the apps that begin or end while they are shown, as the page does.
 */
export async function openTabs(estate: Estate, count: number): Promise<Streams> {
  const page = async (query: string): Promise<string[]> => {
    const answer = await estate.call(`/v1/apps?${query}`, { headers: { authorization: `Bearer ${estate.token}` } });
    if (answer.status !== 200) throw new Error(`GET /v1/apps answered ${answer.status}`);
    return (answer.at('items') as { key: string }[]).map(({ key }) => key);
  };
  const shown = await Promise.all(Array.from({ length: count }, () => page(`limit=${size}`)));
  const appsOf = new Map<string, string[]>();
  const stale = shown.map(() => new Set<string>());
  const asks = new Set<Promise<unknown>>();
  const soon = async (who: number): Promise<void> => {
    await setTimeout(soonMs * (1 + Math.random()));
    const keys = [...stale[who]!];
    stale[who]!.clear();
    await page(`keys=${encodeURIComponent(keys.join(','))}`);
  };
  const streams = await openStreams(estate, count, ({ kind, release, data }, who) => {
    if (kind === 'accepted') appsOf.set(release, data.apps ?? []);
    if (kind !== 'accepted' && kind !== 'settled') return;
    const touched = (appsOf.get(release) ?? []).filter((key) => shown[who]!.includes(key));
    if (touched.length > 0 && stale[who]!.size === 0) {
      const ask = soon(who).finally(() => asks.delete(ask));
      asks.add(ask);
    }
    for (const key of touched) stale[who]!.add(key);
  });
  return {
    lags: streams.lags,
    close: async () => {
      await streams.close();
      await Promise.all(asks);
    },
  };
}
