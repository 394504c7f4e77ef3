import { withHouse, type House } from '../field.js';
import { fillCatalogue } from '../catalogue.js';
import { figureOf, quantile } from '../figure.js';
import { releaseByRex } from '../release.js';
import { tell } from '../report.js';
import { residentNow } from '../resident.js';
import { openStreams } from '../streams.js';
import { openTabs } from '../tabs.js';
import type { Part } from './part.js';

const hosts = 2;
const small = { files: 40, bytes: 40_000 };
/** Tabs of the console, each at the list of apps. */
const tabs = 20;

/**
 * What many who watch cost: how late events reach them, and a release's time beside its own without them; in a house with a
 * catalogue of many apps.
 */
export const measureWatchers: Part = async ({ quick, rounds }, found) => {
  const streams = quick ? 200 : 1000;
  const apps = quick ? 1000 : 5000;
  await withHouse({ hosts, bulk: small, untouched: true }, async (house) => {
    await fillCatalogue(house.estate, apps);
    for (let warm = 0; warm < 3; warm++) await one(house);
    const alone = await some(house, rounds);
    const following = await openStreams(house.estate, streams);
    tell(`${streams} streams are open`);
    const beside = await some(house, rounds);
    const lags = following.lags();
    found(figureOf(`watchers.${streams}-streams.release`, 's', beside, alone));
    found(figureOf(`watchers.${streams}-streams.lag-p95`, 'ms', [quantile(lags, 0.95)]));
    await following.close();
    const opened = await openTabs(house.estate, tabs);
    tell(`${tabs} tabs are open`);
    const withTabs = await some(house, rounds);
    found(figureOf(`watchers.${tabs}-tabs.release`, 's', withTabs, alone));
    found(figureOf(`watchers.${tabs}-tabs.lag-p95`, 'ms', [quantile(opened.lags(), 0.95)]));
    found(figureOf('watchers.gateway', 'MB', [residentNow(house.estate.gateway.pid!)]));
    await opened.close();
  });
};

async function one(house: House): Promise<number> {
  house.trees.change('one');
  return await releaseByRex(house, hosts);
}

async function some(house: House, rounds: number): Promise<number[]> {
  const took: number[] = [];
  for (let round = 0; round < Math.max(3, rounds); round++) took.push(await one(house));
  return took;
}
