import { createTwoFilesPatch } from 'diff';
import { redactLine } from '#contract';

const mostLines = 400;
/** Lines that may come and go before the search for the shortest difference is given up: it costs their square, and nothing else runs meanwhile. */
const mostEdits = 1000;

/** What the two sides of a patch are called. */
export interface Sides {
  before: string;
  after: string;
}

/**
 * The difference of two texts as a patch, without values that look secret, and cut to its first lines; null where the texts
 * have so little in common that it would take too long to find.
 */
export function textPatch(path: string, before: string, after: string, sides: Sides): string | null {
  const patch = createTwoFilesPatch(path, path, before, after, sides.before, sides.after, {
    maxEditLength: mostEdits,
  }) as string | undefined;
  if (patch === undefined) return null;
  const lines = patch.split('\n');
  const shown = lines.slice(1, mostLines).map(redactLine).join('\n');
  return lines.length > mostLines ? `${shown}\n... ${lines.length - mostLines} more lines\n` : shown;
}
