import { sentence } from '../language/sentence.js';
import type { Paint } from './paint.js';
import { printable } from './width.js';

/** So many are named: the list above them is what was asked for. */
const most = 20;

/** What of the catalogue cannot be used, below a list of what can: `lines` are some of `total`. */
export function unusableLines(lines: readonly string[], total: number, paint: Paint): string[] {
  if (total === 0) return [];
  const named = lines.slice(0, most);
  return [
    ...named.map((line) => `- ${printable(line)}`),
    ...(total > named.length ? [sentence('rows.more', { n: total - named.length })] : []),
    sentence('unusable.next'),
  ].map(paint.dim);
}
