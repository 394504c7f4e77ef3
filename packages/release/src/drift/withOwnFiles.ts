import { createHash } from 'node:crypto';
import type { Payload } from '../model/step.js';
import { textLines, type TreeList } from '../model/treeList.js';
import { changeLine, type HandChange } from './hostDrift.js';

/** A list in which a host's own files stand in the place of those that were released. */
function listWith(list: TreeList, changes: readonly HandChange[]): TreeList {
  if (changes.length === 0) return list;
  const own = new Set(changes.map(({ name }) => name));
  const lines = list.text.split('\n').filter((line) => line !== '' && !own.has(line.slice(66)));
  const come = changes.flatMap(({ name, now }) => (now === null ? [] : [`${now}  ${name}`]));
  const text = [...lines, ...come]
    .map((line) => Buffer.from(`${line}\n`))
    .sort((a, b) => a.compare(b))
    .join('');
  return { ...textLines(text), sum: createHash('sha256').update(text).digest('hex') };
}

/** The lines of files that get setuid or setgid, without those that the host has as somebody made them there. */
function privilegesWithout(lines: string, changes: readonly HandChange[]): string {
  const own = new Set(changes.map(({ name }) => name));
  return lines
    .split('\n')
    .filter((line) => !own.has(line.slice(line.indexOf(' ') + 1)))
    .join('\n');
}

/**
 * A payload with the host's own files in it: they are carried there out of the live release, and its lists say what has to be there then.
 * Nothing comes as a patch, since no other host has that release.
 */
export function withOwnFiles(payload: Payload, changes: readonly HandChange[]): Payload {
  if (changes.length === 0) return payload;
  const of = (tree: HandChange['tree']): HandChange[] => changes.filter((change) => change.tree === tree);
  const more = changes.filter(({ was }) => was === null).length - changes.filter(({ now }) => now === null).length;
  return {
    ...payload,
    files: payload.files + more,
    program: listWith(payload.program, of('program')),
    config: payload.config && listWith(payload.config, of('config')),
    patch: null,
    ...(payload.privileges && { privileges: privilegesWithout(payload.privileges, of('program')) }),
    own: changes.map(changeLine).join('\n'),
  };
}
