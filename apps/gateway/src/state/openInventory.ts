import { type Config, reachOf } from '#config';
import { createInventory, type Inventory, machine } from '#inventory';
import type { Database } from '#mysql';

/** The catalogue of the environment this gateway releases to, with the hosts and directories of config.yml. */
export function openInventory(db: Database, { environment, environments, release }: Config): Inventory {
  const { external, tables, ssh } = environments[environment]!;
  return createInventory(db, {
    table: external ? tables.externalApps : tables.apps,
    baseappDir: release.baseappDir,
    backupDir: release.backupDir,
    machine: ({ host, login }) => {
      const { address, port, jump } = reachOf(ssh, host, login);
      const through = jump ?? login?.jump?.address;
      return [`${machine(address)} ${port}`, ...(through === undefined ? [] : [machine(through)])].join(' by ');
    },
  });
}
