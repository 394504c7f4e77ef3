/** Lines with their line breaks, and the same as they are sent: many hosts share both. */
export interface TextLines {
  text: string;
  bytes: Uint8Array;
}

/** The files of one tree, a line each as `sha256sum -c` reads them, in the order of their bytes. */
export interface TreeList extends TextLines {
  /** sha256 of the text, in hex. */
  sum: string;
}

const encoder = new TextEncoder();

/** A text of whole lines, ready to be sent. */
export const textLines = (text: string): TextLines => ({ text, bytes: encoder.encode(text) });

/** The deltas worked out so far, for as long as somebody holds both lists. */
const known = new WeakMap<TreeList, WeakMap<TreeList, TextLines>>();

function linesBetween(from: TreeList, to: TreeList): TextLines {
  const lines = ({ text }: TreeList): string[] => text.split('\n').filter((line) => line !== '');
  const [before, after] = [new Set(lines(from)), new Set(lines(to))];
  const gone = [...before].filter((line) => !after.has(line)).map((line) => `-${line}\n`);
  const come = [...after].filter((line) => !before.has(line)).map((line) => `+${line}\n`);
  return textLines([...gone, ...come].join(''));
}

/**
 * Turns one list into another: each line that goes with `-` in front, each that comes with `+`. Empty when they are
 * the same. Worked out once for all apps that share the two lists.
 */
export function deltaOf(from: TreeList, to: TreeList): TextLines {
  const ofFrom = known.get(from) ?? new WeakMap<TreeList, TextLines>();
  const delta = ofFrom.get(to) ?? linesBetween(from, to);
  known.set(from, ofFrom.set(to, delta));
  return delta;
}
