import { startEstate } from '../support/estate.js';
import { startBare } from './bare.js';
import type { Field } from './release.js';
import { tell } from './report.js';
import { bulk, config, layTrees } from './trees.js';

/** Runs work on a house with `count` hosts and the bare script beside it, and takes all of it down again. */
export async function withField(count: number, work: (field: Field) => Promise<void>): Promise<void> {
  tell(`starting a house with ${count} hosts`);
  const estate = await startEstate({
    apps: Array.from({ length: count }, () => ({ bulk, config })),
    workers: 1,
    durable: true,
    // The bare script keeps one release beside the live one. A side that keeps more gets no pages back from those it
    // removes, and writes its files into memory the machine has yet to find: seconds, on a virtual one.
    config: {
      release: { stable: 0.2, health: 30, start: 30, keep: 2 },
      lease: { life: 30 },
      package: { check_dir: false },
    },
  });
  try {
    const apps = estate.hosts.map(({ app }) => app);
    const trees = layTrees(estate.data, 'server', apps);
    const bare = await startBare(estate.dir, estate.hosts, trees, { bulk, config });
    try {
      await work({ estate, bare, trees });
    } finally {
      await bare.stop();
    }
  } finally {
    await estate.stop();
  }
}
