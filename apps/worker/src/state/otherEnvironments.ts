import type { Config } from '#config';
import { createInventory, type Inventory } from '#inventory';
import { openSource } from '#mysql';

/** The catalogues of other environments, each connected when first asked for. They throw SOURCE_AWAY, SOURCE_REFUSED. */
export interface OtherEnvironments {
  inventory(environment: string): Inventory;
  close(): Promise<void>;
}

/** Creates the catalogues of the environments in config.yml. */
export function createOtherEnvironments(config: Config): OtherEnvironments {
  const open = new Map<string, { close: () => Promise<void>; inventory: Inventory }>();
  return {
    inventory: (name) => {
      const known = open.get(name);
      if (known) return known.inventory;
      const { mysql, tables, external } = config.environments[name]!;
      const db = openSource(name, mysql);
      const inventory = createInventory(db, { table: external ? tables.externalApps : tables.apps });
      open.set(name, { close: db.close, inventory });
      return inventory;
    },
    close: async () => {
      await Promise.all([...open.values()].map(({ close }) => close()));
    },
  };
}
