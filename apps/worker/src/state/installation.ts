import { randomUUID } from 'node:crypto';
import { claimStore, storeInstallation } from '#bundle';
import type { InstallationRecords } from '#records';
import { whoIs, type Installation } from '#release';

/** The identity of this installation, to hosts and to people. */
export interface Identity {
  self: Installation;
  /** True when database and store both have this identity, as they are now. */
  agrees(): Promise<boolean>;
  /** Gives the database to this installation, after a person asked for a takeover. */
  settle(): Promise<void>;
}

/**
 * Identifies this installation; if neither the database nor the store in `dir` has a name yet, both get one, the same for all
 * workers that start at once. An empty database takes the store's: it is that one's past that was lost. A database that has a
 * name and a store without one stay apart, since such a database may be a copy. Throws LOCAL_IO, MYSQL_AWAY.
 */
export async function identify(records: InstallationRecords, dir: string, name: string): Promise<Identity> {
  const fresh = { id: randomUUID(), name };
  let [database, store] = [await records.find(), await storeInstallation(dir)];
  if (!database) {
    const adopted = store !== null && (await records.unused()) ? store : null;
    database = await records.propose({ ...(adopted ?? fresh), confirmed: adopted !== null });
  }
  store ??= await claimStore(dir, database.confirmed ? fresh : database);
  if (!database.confirmed && database.id === store.id) {
    await records.confirm(store.id);
    database = { ...database, confirmed: true };
  }
  const self = whoIs({ database, store })!.installation;
  const now = async () => whoIs({ database: await records.find(), store: await storeInstallation(dir) });
  return {
    self,
    agrees: async () => {
      const found = await now();
      return found !== null && found.agreed && found.installation.id === self.id;
    },
    settle: async () => {
      // A store that is another one's is not taken away from it: doctor says what to do.
      if ((await storeInstallation(dir))?.id === self.id) await records.replace(self);
    },
  };
}
