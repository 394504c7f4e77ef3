import { parseArgs } from 'node:util';

export interface InstallOptions {
  /** Below a directory of an ordinary user, also for root. */
  prefix: boolean;
  help: boolean;
}

export const usage = `usage: npm run install-test -- [--prefix]

Packs this project, installs the package in an empty place by the commands of the manual, releases to a host, makes a backup,
installs in another empty place, takes everything back there, and rolls back to the releases of before. It prints what was
typed and how long it took. The exit status is 1 when a step is not as it should be. Starts everything it needs and ends it.

As root the places are empty Debian 12 machines booted with systemd (debootstrap makes the tree once, below .rexflow/debian;
they share the network of this machine, where the ports 3000, 3306 and 6379 have to be free). For anybody else they are
empty directories, with private servers.

  --prefix    empty directories, also for root
`;

/** The options among the arguments; throws on one that is none. */
export function parseOptions(args: readonly string[]): InstallOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { prefix: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  });
  return values;
}
