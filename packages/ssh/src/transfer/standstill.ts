/** The interval of looks; the standstill from which it is reported, and the interval of reports. */
const everyMs = 1_000;
const reportAfterMs = 10_000;
const reportEveryMs = 5_000;

/** The time after which a transfer counts as standing still. */
export interface Standstill {
  /** Broken off after so long without a byte. */
  afterMs: number;
  /** Called while no byte moves, with how many seconds, and with 0 when one moves again after that; must not throw. */
  report?: (seconds: number) => void;
}

/** Watches over a transfer: `fired` resolves when no byte has moved for that long; `clear` ends the watch. */
export interface Watch {
  fired: Promise<'still'>;
  clear(): void;
}

/** `moved` gives the bytes that went either way so far. */
export function watchStandstill(moved: () => number, { afterMs, report }: Standstill): Watch {
  let last = moved();
  let since = performance.now();
  let nextReport = reportAfterMs;
  let timer: NodeJS.Timeout | undefined;
  const fired = new Promise<'still'>((resolve) => {
    timer = setInterval(
      () => {
        const now = performance.now();
        const so = moved();
        if (so !== last) {
          if (nextReport > reportAfterMs) report?.(0);
          [last, since, nextReport] = [so, now, reportAfterMs];
          return;
        }
        const stillMs = now - since;
        if (stillMs >= nextReport) {
          report?.(Math.round(stillMs / 1000));
          nextReport = stillMs + reportEveryMs;
        }
        if (stillMs >= afterMs) resolve('still');
      },
      Math.min(everyMs, afterMs / 4),
    );
  });
  return { fired, clear: () => clearInterval(timer) };
}
