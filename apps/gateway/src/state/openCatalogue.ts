import { type Config, reachOf } from '#config';
import { createFleetStore, createInventory, type FleetStore, type Inventory, machine } from '#inventory';
import type { Database } from '#mysql';

/** The catalogue of the environment this gateway releases to, as a whole and to be changed, with the hosts and directories of config.yml. */
export function openCatalogue(
  db: Database,
  { environment, environments, gateway, release }: Config,
): { inventory: Inventory; fleet: FleetStore } {
  const { external, tables, ssh } = environments[environment]!;
  const options: Parameters<typeof createFleetStore>[1] = {
    table: external ? tables.externalApps : tables.apps,
    baseappDir: release.baseappDir,
    backupDir: release.backupDir,
    machine: ({ host, login }) => {
      const { address, port, jump } = reachOf(ssh, host, login);
      const through = jump ?? login?.jump?.address;
      return [`${machine(address)} ${port}`, ...(through === undefined ? [] : [machine(through)])].join(' by ');
    },
  };
  return {
    inventory: createInventory(db, options),
    fleet: createFleetStore(db, { ...options, workerCommands: gateway.workerCommands }),
  };
}
