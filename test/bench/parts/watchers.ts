import { withInstallation, type Installation } from '../field.js';
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
 * What many who watch cost: how late events reach them, and a release's time beside its own without them; in an installation with a
 * catalogue of many apps.
 */
export const measureWatchers: Part = async ({ quick, rounds }, found) => {
  const streams = quick ? 200 : 1000;
  const apps = quick ? 1000 : 5000;
  await withInstallation({ hosts, bulk: small, untouched: true }, async (installation) => {
    await fillCatalogue(installation.estate, apps);
    for (let warm = 0; warm < 3; warm++) await one(installation);
    const alone = await some(installation, rounds);
    const following = await openStreams(installation.estate, streams);
    tell(`${streams} streams are open`);
    const beside = await some(installation, rounds);
    const lags = following.lags();
    found(figureOf(`watchers.${streams}-streams.release`, 's', beside, alone));
    found(figureOf(`watchers.${streams}-streams.lag-p95`, 'ms', [quantile(lags, 0.95)]));
    await following.close();
    const opened = await openTabs(installation.estate, tabs);
    tell(`${tabs} tabs are open`);
    const withTabs = await some(installation, rounds);
    found(figureOf(`watchers.${tabs}-tabs.release`, 's', withTabs, alone));
    found(figureOf(`watchers.${tabs}-tabs.lag-p95`, 'ms', [quantile(opened.lags(), 0.95)]));
    found(figureOf('watchers.gateway', 'MB', [residentNow(installation.estate.gateway.pid!)]));
    await opened.close();
  });
};

async function one(installation: Installation): Promise<number> {
  installation.trees.change('one');
  return await releaseByRex(installation, hosts);
}

async function some(installation: Installation, rounds: number): Promise<number[]> {
  const took: number[] = [];
  for (let round = 0; round < Math.max(3, rounds); round++) took.push(await one(installation));
  return took;
}
