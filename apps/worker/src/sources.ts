import type { Config } from '#config';
import { createInventory, type Inventory } from '#inventory';
import { connect, type Database } from '#mysql';

/** The catalogues of other environments, each connected when first asked for. */
export interface Sources {
  inventory(environment: string): Inventory;
  close(): Promise<void>;
}

/** See Sources. */
export function createSources(config: Config): Sources {
  const open = new Map<string, { db: Database; inventory: Inventory }>();
  return {
    inventory: (name) => {
      const known = open.get(name);
      if (known) return known.inventory;
      const { mysql, tables, external } = config.environments[name]!;
      const db = connect(mysql);
      const inventory = createInventory(db, { table: external ? tables.externalApps : tables.apps });
      open.set(name, { db, inventory });
      return inventory;
    },
    close: async () => {
      await Promise.all([...open.values()].map(({ db }) => db.close()));
    },
  };
}
