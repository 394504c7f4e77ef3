/** The most hosts that are added on one page. */
export const mostHosts = 100;

const range = /\[(\d+)\.\.(\d+)\]/g;

/** How many texts a text with ranges stands for; null where its ranges cannot be read side by side, or are too long. */
function countOf(text: string): number | null {
  const counts = [...text.matchAll(range)].map(([, first, last]) => Number(last) - Number(first) + 1);
  if (counts.some((count) => count < 1 || count > mostHosts) || new Set(counts).size > 1) return null;
  return counts[0] ?? 1;
}

const textAt = (text: string, index: number): string =>
  text.replaceAll(range, (_, first: string) => String(Number(first) + index).padStart(first.length, '0'));

/**
 * Texts with ranges such as `web-[01..04]`, side by side: one list for each index. A text without a range stands in each; null where they
 * stand for different numbers.
 */
export function expandRanges(texts: readonly string[]): string[][] | null {
  const counts = texts.map(countOf);
  const most = Math.max(1, ...counts.map((count) => count ?? 0));
  if (counts.some((count) => count === null || (count !== 1 && count !== most))) return null;
  return Array.from({ length: most }, (_, index) => texts.map((text) => textAt(text, index)));
}
