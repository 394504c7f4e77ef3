import { lstatSync, type BigIntStats, type Stats } from 'node:fs';
import { inSlices } from './inSlices.js';

/** The stats of each path, links not followed. Throws errors of the file system. */
export const statEntries = (paths: readonly string[]): Promise<Stats[]> => inSlices(paths, (path) => lstatSync(path));

/** The same with times to the nanosecond. */
export const lookClosely = (paths: readonly string[]): Promise<BigIntStats[]> =>
  inSlices(paths, (path) => lstatSync(path, { bigint: true }));
