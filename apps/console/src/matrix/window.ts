/** The rows of a long list to draw: those in view, and some around them. */
export function visibleLines(
  { scrolled, height, lineHeight }: { scrolled: number; height: number; lineHeight: number },
  count: number,
  around = 6,
): { from: number; to: number } {
  const from = Math.max(0, Math.floor(scrolled / lineHeight) - around);
  const to = Math.min(count, Math.ceil((scrolled + height) / lineHeight) + around);
  return { from: Math.min(from, count), to };
}
