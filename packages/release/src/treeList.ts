/** The files of one tree, a line each as `sha256sum -c` reads them, in the order of their bytes. */
export interface TreeList {
  /** All lines, each with its line break. */
  text: string;
  /** sha256 of the text, in hex. */
  sum: string;
}

/**
 * What turns one list into another: each line that goes with `-` in front, each that comes with `+`. Empty when they are
 * the same.
 */
export function deltaOf(from: TreeList, to: TreeList): string {
  const lines = ({ text }: TreeList): string[] => text.split('\n').filter((line) => line !== '');
  const [before, after] = [new Set(lines(from)), new Set(lines(to))];
  const gone = [...before].filter((line) => !after.has(line)).map((line) => `-${line}\n`);
  const come = [...after].filter((line) => !before.has(line)).map((line) => `+${line}\n`);
  return [...gone, ...come].join('');
}
