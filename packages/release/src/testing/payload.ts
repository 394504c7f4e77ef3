import { createHash } from 'node:crypto';
import type { Cargo } from '../model/step.js';
import { linesOf, type TreeList } from '../model/treeList.js';

/** A list of a tree from its lines. */
export function listOf(text: string): TreeList {
  return { ...linesOf(text), sum: createHash('sha256').update(text).digest('hex') };
}

/** What a bundle brings to an app with directories of its own for program and configuration. */
export function cargoOf(bytes: number, files: number, program = '', config = '', live: TreeList | null = null): Cargo {
  return { bytes, files, program: listOf(program), config: listOf(config), live, difference: null };
}
