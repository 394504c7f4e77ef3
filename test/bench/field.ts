import type { Bulk } from '#provision';
import { startEstate, type Estate, type EstateOptions } from '../support/estate.js';
import { startBare, type Bare } from './bare.js';
import { startMeters, type Meter } from './meter.js';
import { tell } from './report.js';
import { config, layTrees, usualBulk, type Trees } from './trees.js';

/** An installation at work and what it releases. */
export interface Installation {
  estate: Estate;
  trees: Trees;
  /** One before each host's sshd, in their order, where they were asked for. */
  meters: Meter[];
}

/** An installation with the bare script beside it. */
export interface Field extends Installation {
  bare: Bare;
}

export interface InstallationOptions {
  hosts: number;
  /** Of the program; the issue's, unless said otherwise. */
  bulk?: Bulk;
  /** Apps a worker works on at once. */
  atOnce?: number;
  /** Releases restart nothing. */
  untouched?: boolean;
  /** Count what goes to hosts and comes from them; it takes time from both sides. */
  metered?: boolean;
  /** `fleet.look`; hosts are not looked at unless it is given. */
  lookSeconds?: number;
  /** So many of the last hosts stand for many: whatever is called `bench-<n>-…` is the n-th of them. */
  aliases?: number;
}

const settings = ({ atOnce, lookSeconds = 0 }: InstallationOptions): EstateOptions['config'] => ({
  fleet: { look: lookSeconds },
  // The bare script keeps one release beside the live one. A side that keeps more gets no pages back from those it
  // removes, and writes its files into memory the machine has yet to find: seconds, on a virtual one.
  release: { stable: 0.2, health: 30, start: 30, keep: 2 },
  lease: { life: 30 },
  rex: { wait: 600 },
  ...(atOnce === undefined ? {} : { worker: { shutdown: 10, apps: atOnce } }),
});

/** Runs work on an installation with so many hosts, one worker and a MariaDB that syncs, and takes all of it down again. */
export async function withInstallation(
  options: InstallationOptions,
  work: (installation: Installation) => Promise<void>,
): Promise<void> {
  const { hosts, bulk = usualBulk, untouched = false, metered = false, aliases = 0 } = options;
  tell(`starting an installation with ${hosts} hosts`);
  const meters: Meter[] = [];
  const estate = await startEstate({
    apps: Array.from({ length: hosts }, () => ({ bulk, config })),
    workers: 1,
    durable: true,
    config: settings(options)!,
    row: (row) => ({ ...row, is_restart_status: untouched ? 1 : 0 }),
    lead: async (sections, there) => {
      const { ssh } = (sections.environments as { prod: { ssh: { port: number; hosts?: object[] } } }).prod;
      if (aliases > 0) {
        const last = there.slice(-aliases);
        ssh.hosts = last.map(({ sshd }, index) => ({ match: `bench-${index}-*`, address: sshd.address }));
      }
      if (!metered) return sections;
      const made = await startMeters(there);
      meters.push(...made.meters);
      ssh.port = made.port;
      return sections;
    },
  });
  try {
    const trees = layTrees(
      estate.data,
      'server',
      estate.hosts.map(({ app }) => app),
      bulk,
    );
    await work({ estate, trees, meters });
  } finally {
    await estate.stop();
    await Promise.all(meters.map((meter) => meter.close()));
  }
}

/** The same with the bare script, which has an application of its own on each host and goes the same way. */
export async function withField(options: InstallationOptions, work: (field: Field) => Promise<void>): Promise<void> {
  await withInstallation(options, async ({ estate, trees, meters }) => {
    const bare = await startBare(estate.dir, estate.hosts, trees, { bulk: options.bulk ?? usualBulk, config }, meters);
    try {
      await work({ estate, bare, trees, meters });
    } finally {
      await bare.stop();
    }
  });
}
