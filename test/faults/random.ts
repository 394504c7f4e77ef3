import { createHash } from 'node:crypto';

/** Choices that come out the same again for the same words. */
export interface Random {
  /** From 0 to below 1. */
  fraction(): number;
  /** A whole number from `from` to `to`. */
  int(from: number, to: number): number;
  pick<T>(among: readonly T[]): T;
}

/** The choices of one round: they follow from its seed, its kind and its number, and from nothing else. */
export function randomOf(...words: (string | number)[]): Random {
  let count = 0;
  const fraction = (): number => {
    const sum = createHash('sha256')
      .update(JSON.stringify([...words, count++]))
      .digest();
    return sum.readUInt32BE(0) / 2 ** 32;
  };
  const int = (from: number, to: number): number => from + Math.floor(fraction() * (to - from + 1));
  return { fraction, int, pick: (among) => among[int(0, among.length - 1)]! };
}
