import { lstatSync, type BigIntStats, type Stats } from 'node:fs';
import { inSlices } from './inSlices.js';

/** What stands at each path, links not followed. Throws what the file system throws. */
export const statEntries = (paths: readonly string[]): Promise<Stats[]> => inSlices(paths, (path) => lstatSync(path));

/** The same with times to the nanosecond. */
export const lookClosely = (paths: readonly string[]): Promise<BigIntStats[]> =>
  inSlices(paths, (path) => lstatSync(path, { bigint: true }));
