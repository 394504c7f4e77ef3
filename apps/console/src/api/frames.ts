/**
 * Gathers what comes and hands it on once for each frame that is drawn, so that a thousand events a second are sixty
 * changes of the page. A page nobody sees draws no frames; it takes them now and then.
 */
export function perFrame<T>(take: (items: T[]) => void): { add(items: T[]): void; flush(): void } {
  let waiting: T[] = [];
  let planned = false;
  const flush = (): void => {
    planned = false;
    const items = waiting;
    waiting = [];
    if (items.length > 0) take(items);
  };
  return {
    add: (items) => {
      waiting.push(...items);
      if (planned) return;
      planned = true;
      if (document.hidden) setTimeout(flush, 250);
      else requestAnimationFrame(flush);
    },
    flush,
  };
}
