/** Looked so often, and told from so long on, and then so often. */
const everyMs = 1_000;
const toldAfterMs = 10_000;
const toldEveryMs = 5_000;

/** When a carry counts as standing still. */
export interface Standstill {
  /** Broken off after so long without a byte. */
  afterMs: number;
  /** Called while no byte moves, with how many seconds, and with 0 when one moves again after that; must not throw. */
  told?: (seconds: number) => void;
}

/** Watches over a carry: `fired` resolves when no byte has moved for that long; `clear` ends the watch. */
export interface Watch {
  fired: Promise<'still'>;
  clear(): void;
}

/** `moved` gives the bytes that went either way so far. */
export function watchStandstill(moved: () => number, { afterMs, told }: Standstill): Watch {
  let last = moved();
  let since = performance.now();
  let nextWord = toldAfterMs;
  let timer: NodeJS.Timeout | undefined;
  const fired = new Promise<'still'>((resolve) => {
    timer = setInterval(
      () => {
        const now = performance.now();
        const so = moved();
        if (so !== last) {
          if (nextWord > toldAfterMs) told?.(0);
          [last, since, nextWord] = [so, now, toldAfterMs];
          return;
        }
        const stillMs = now - since;
        if (stillMs >= nextWord) {
          told?.(Math.round(stillMs / 1000));
          nextWord = stillMs + toldEveryMs;
        }
        if (stillMs >= afterMs) resolve('still');
      },
      Math.min(everyMs, afterMs / 4),
    );
  });
  return { fired, clear: () => clearInterval(timer) };
}
