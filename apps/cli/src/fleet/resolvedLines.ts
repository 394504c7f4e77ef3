import { table } from '../output/table.js';
import { columnHeads } from '../language/sentence.js';

/** Settings that count, each with where it is said. */
export const resolvedLines = (settings: readonly { key: string; value?: unknown; from: string }[]): string[] =>
  table(
    columnHeads('setting', 'value', 'saidIn'),
    settings.map(({ key, value, from }) => [key, typeof value === 'string' ? value : JSON.stringify(value), from]),
  );
