import type { ListedTree, Manifest } from './manifest.js';

const line = /^(\\?)([0-9a-f]{64}) [ *](.+)$/s;
const spelled: Readonly<Record<string, string>> = { n: '\n', r: '\r', '\\': '\\' };

/**
 * The files of a manifest as text for `sha256sum -c --quiet`, run in the top of the tree. As GNU does it, a line whose name
 * holds a backslash or a line break begins with a backslash and spells them `\\` and `\n`.
 */
export function checkList({ entries }: Manifest): string {
  let text = '';
  for (const entry of entries) {
    if (entry.type !== 'file') continue;
    const name = entry.path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
    text += `${name === entry.path ? '' : '\\'}${entry.sha256}  ${name}\n`;
  }
  return text;
}

/** Reads the output of `sha256sum`, a leading `./` of the names taken off; lines of another kind are passed over. */
export function parseCheckList(text: string): ListedTree {
  const files = new Map<string, string>();
  for (const row of text.split('\n')) {
    const match = line.exec(row);
    if (!match) continue;
    const [, escaped, sum, name] = match;
    const path = escaped ? name!.replace(/\\([nr\\])/g, (_, letter: string) => spelled[letter]!) : name!;
    files.set(path.replace(/^\.\//, ''), sum!);
  }
  return { files };
}
