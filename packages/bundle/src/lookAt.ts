import { lstatSync, type BigIntStats, type Stats } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';

const sliceMs = 8;

/** Looks at many paths in slices, so that nobody else of this process waits long: a look by way of a thread costs four. */
async function inSlices<T>(paths: readonly string[], look: (path: string) => T): Promise<T[]> {
  const seen: T[] = [];
  let began = performance.now();
  for (const path of paths) {
    seen.push(look(path));
    if (performance.now() - began < sliceMs) continue;
    await nextTurn();
    began = performance.now();
  }
  return seen;
}

/** What stands at each path, links not followed. Throws what the file system throws. */
export const lookAt = (paths: readonly string[]): Promise<Stats[]> => inSlices(paths, (path) => lstatSync(path));

/** The same with times to the nanosecond. */
export const lookClosely = (paths: readonly string[]): Promise<BigIntStats[]> =>
  inSlices(paths, (path) => lstatSync(path, { bigint: true }));
