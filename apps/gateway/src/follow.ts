import { setTimeout } from 'node:timers/promises';
import { Trouble } from '#contract';
import type { RequestRecord } from '#records';
import type { House } from './house.js';

/** News may be missed while Redis is away, so the records are looked at this often without any. */
const lookEvery = 2000;

interface Waiting {
  enough: (record: RequestRecord) => boolean;
  /** Milliseconds to wait at most. */
  ms: number;
  /** Aborted when the caller went away. */
  gone: AbortSignal;
}

/**
 * The request once `enough` says so, or as it stands when the time is over, the caller went away or the house closes.
 * Throws JOB_UNKNOWN.
 */
export async function follow(house: House, id: string, { enough, ms, gone }: Waiting): Promise<RequestRecord> {
  const deadline = house.now().getTime() + ms;
  const ending = whenAborted([gone, house.closing]);
  try {
    for (;;) {
      const left = deadline - house.now().getTime();
      const stop = left <= 0 || ending.happened();
      // Listening begins before looking: what happens in between is not missed.
      const news = stop ? undefined : listen(house, id, Math.min(left, lookEvery));
      const record = await house.records.request(id);
      if (!record) throw new Trouble('JOB_UNKNOWN', { job: id });
      if (!news || enough(record)) return record;
      await Promise.race([news, ending.promise]);
    }
  } finally {
    ending.forget();
  }
}

function listen(house: House, id: string, ms: number): Promise<void> {
  return house.submitter.moved(id, ms).catch(() => setTimeout(Math.min(ms, 500)));
}

/** Resolves when the first of the signals is aborted; `forget` takes the listeners away again. */
function whenAborted(signals: AbortSignal[]): { promise: Promise<void>; happened(): boolean; forget(): void } {
  let wake = (): void => undefined;
  const promise = new Promise<void>((resolve) => (wake = resolve));
  for (const signal of signals) signal.addEventListener('abort', wake);
  return {
    promise,
    happened: () => signals.some((signal) => signal.aborted),
    forget: () => {
      for (const signal of signals) signal.removeEventListener('abort', wake);
    },
  };
}
