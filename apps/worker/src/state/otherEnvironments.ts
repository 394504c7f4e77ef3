import type { Config } from '#config';
import { createInventory, type Inventory } from '#inventory';
import type { Provenance } from '#contract';
import { openSource } from '#mysql';
import { provenanceOfRelease, type ReleasedProgram } from '#records';

/** The catalogues of other environments, each connected when first asked for. They throw SOURCE_AWAY, SOURCE_REFUSED. */
export interface OtherEnvironments {
  inventory(environment: string): Inventory;
  /** What the records of an environment know of a program that is live there. */
  provenance(environment: string, program: ReleasedProgram): Promise<Provenance>;
  close(): Promise<void>;
}

/** Creates the catalogues of the environments in config.yml. */
export function createOtherEnvironments(config: Config): OtherEnvironments {
  const opened = new Map<string, { db: ReturnType<typeof openSource>; inventory: Inventory }>();
  const open = (name: string): { db: ReturnType<typeof openSource>; inventory: Inventory } => {
    const known = opened.get(name);
    if (known) return known;
    const { mysql, tables, external } = config.environments[name]!;
    const db = openSource(name, mysql);
    const fresh = { db, inventory: createInventory(db, { table: external ? tables.externalApps : tables.apps }) };
    opened.set(name, fresh);
    return fresh;
  };
  return {
    inventory: (name) => open(name).inventory,
    provenance: (name, program) => provenanceOfRelease(open(name).db, program),
    close: async () => {
      await Promise.all([...opened.values()].map(({ db }) => db.close()));
    },
  };
}
