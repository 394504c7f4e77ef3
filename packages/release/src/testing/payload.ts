import { createHash } from 'node:crypto';
import type { Payload } from '../model/step.js';
import { textLines, type TreeList } from '../model/treeList.js';

/** A list of a tree from its lines. */
export function listOf(text: string): TreeList {
  return { ...textLines(text), sum: createHash('sha256').update(text).digest('hex') };
}

/** The payload of an app with directories of its own for program and configuration. */
export function payloadOf(
  bytes: number,
  files: number,
  program = '',
  config = '',
  live: TreeList | null = null,
): Payload {
  return { bytes, files, program: listOf(program), config: listOf(config), live, patch: null };
}
