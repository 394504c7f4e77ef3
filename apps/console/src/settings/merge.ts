import { saysSame, leavesOf, withValue, type Tree } from '../yamlText/tree.js';

/** A setting that somebody else changed while it was being changed here, to something else. */
export interface Conflict {
  key: string;
  mine: unknown;
  theirs: unknown;
}

/** What is made of two changes of the same settings: what only they changed is theirs, what both changed somebody has to decide. */
export function mergeSettings(base: Tree, mine: Tree, theirs: Tree): { merged: Tree; conflicts: Conflict[] } {
  const [was, here, there] = [leavesOf(base), leavesOf(mine), leavesOf(theirs)];
  const moved = [...new Set([...was.keys(), ...there.keys()])].filter(
    (key) => !saysSame(was.get(key), there.get(key)) && !saysSame(here.get(key), there.get(key)),
  );
  const untouched = moved.filter((key) => saysSame(was.get(key), here.get(key)));
  return {
    merged: takeTheirs(mine, theirs, untouched),
    conflicts: moved
      .filter((key) => !untouched.includes(key))
      .map((key) => ({ key, mine: here.get(key), theirs: there.get(key) })),
  };
}

/** The settings of this form, with those of the others for the keys that are named. */
export function takeTheirs(mine: Tree, theirs: Tree, keys: readonly string[]): Tree {
  const there = leavesOf(theirs);
  return keys.reduce((tree, key) => withValue(tree, key.split('.'), there.get(key)), mine);
}
