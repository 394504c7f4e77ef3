import { askJob, settledJob } from '../../support/job.js';
import { startSilence } from '../../support/silence.js';
import { until } from '../../support/until.js';
import { crowd } from '../crowd.js';
import { withInstallation, type Installation } from '../field.js';
import { figureOf, type Rounds } from '../figure.js';
import { releaseByRex, settled } from '../release.js';
import type { Part } from './part.js';

const released = 2;
const others = 4;
const silent = 40;

/** How many of a request's apps have voted, or are at work. */
async function begun({ estate }: Installation, id: unknown): Promise<number> {
  const [row] = await estate.rows(
    'SELECT COUNT(*) AS count FROM rexflow_host_releases WHERE request_id = ? AND phase IS NOT NULL',
    [id],
  );
  return Number(row!.count);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

async function release(installation: Installation): Promise<number> {
  installation.trees.change('one');
  const took = await releaseByRex(installation, released);
  await settled(installation);
  return took;
}

/**
 * What a large check under way means for others: a release of 2 hosts, a check of one app, and its own cancel, each against its
 * own time with nothing beside it; and the same release beside a check of hosts that take a connection and say nothing.
 */
export const measureFair: Part = ({ rounds, quick }, found) =>
  withInstallation({ hosts: released + others, bulk: { files: 40, bytes: 40_000 } }, async (installation) => {
    const { estate } = installation;
    const apps = quick ? 1000 : 5000;
    const hosts = estate.hosts.slice(released).map(({ sshd }) => sshd.address);
    await crowd(estate, 'crowd', apps, hosts);
    const addresses = Array.from({ length: silent }, (_, index) => `127.252.${process.pid % 250}.${index + 1}`);
    await crowd(estate, 'silent', silent, addresses);
    const silence = await startSilence(addresses, estate.hosts[0]!.sshd.port);
    try {
      const ask = async (k: string): Promise<unknown> =>
        (await estate.rex({ action: 'check', k, async: '1' })).at('job');
      const checkOne = (): Promise<number> =>
        timed(() => estate.rex({ action: 'check', k: estate.hosts[0]!.app.name }));
      const cancel = (id: unknown): Promise<number> =>
        timed(async () => {
          await askJob(estate, id, { method: 'DELETE' });
          await settledJob(estate, id);
        });
      const releases: Rounds = { rexflow: [], baseline: [] };
      const checks: Rounds = { rexflow: [], baseline: [] };
      const besideSilent: Rounds = { rexflow: [], baseline: [] };
      const cancels: number[] = [];
      for (let round = -1; round < rounds; round++) {
        const alone = { release: await release(installation), check: await checkOne() };
        const all = await ask('crowd');
        await until('the check being under way', 60, async () => (await begun(installation, all)) > 50);
        const beside = { release: await release(installation), check: await checkOne() };
        const cancelled = await cancel(all);
        const quiet = await ask('silent');
        await until('silent hosts being waited for', 60, () => Promise.resolve(silence.open() >= 16));
        const waiting = await release(installation);
        await cancel(quiet);
        if (round < 0) continue;
        releases.baseline.push(alone.release);
        releases.rexflow.push(beside.release);
        checks.baseline.push(alone.check);
        checks.rexflow.push(beside.check);
        cancels.push(cancelled);
        besideSilent.baseline.push(alone.release);
        besideSilent.rexflow.push(waiting);
      }
      found(figureOf('fair.release-beside-check', 's', releases.rexflow, releases.baseline));
      found(figureOf('fair.check-of-one-beside-check', 's', checks.rexflow, checks.baseline));
      found(figureOf('fair.cancel-of-check', 's', cancels));
      found(figureOf('fair.release-beside-silent-hosts', 's', besideSilent.rexflow, besideSilent.baseline));
    } finally {
      await silence.close();
    }
  });
