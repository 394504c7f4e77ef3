import { setImmediate as nextTurn } from 'node:timers/promises';

const sliceMs = 8;

/**
 * Does small work on many things one after the other, in slices, so that nothing else of this process waits long: a call to
 * the file system by way of a thread costs four. Throws errors of the work.
 */
export async function inSlices<T, R>(things: Iterable<T>, work: (thing: T) => R): Promise<R[]> {
  const done: R[] = [];
  let began = performance.now();
  for (const thing of things) {
    done.push(work(thing));
    if (performance.now() - began < sliceMs) continue;
    await nextTurn();
    began = performance.now();
  }
  return done;
}
