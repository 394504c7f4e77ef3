import type { Statement } from '#contract';
import type { ReleaseView } from '../schemas/release.js';

type Warned = Pick<ReleaseView, 'warnings' | 'statements'>;

/** Warnings with others behind them, each once and with what it says at its place in `statements`. */
export function withWarnings(
  { warnings, statements: known = [] }: Warned,
  more: readonly string[],
  statements: readonly (Statement | null)[],
): Warned {
  const all = new Map<string, Statement | null>();
  for (const [texts, says] of [
    [warnings, known],
    [more, statements],
  ] as const)
    texts.forEach((text, at) => all.set(text, all.get(text) ?? says[at] ?? null));
  const says = [...all.values()];
  return { warnings: [...all.keys()], ...(says.some((one) => one !== null) ? { statements: says } : {}) };
}
