import type { Config } from './schema/types.js';

/** The addresses that `package.bases` puts before a relative one, by their names; they may hold a user and password. */
export const packageBases = ({ bases }: Pick<Config['package'], 'bases'>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(bases).map(([name, address]) => [name, address.reveal()]));
