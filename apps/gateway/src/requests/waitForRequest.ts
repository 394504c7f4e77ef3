import { setTimeout } from 'node:timers/promises';
import { Trouble, type RequestState } from '#contract';
import type { RequestRecord } from '#records';
import { ending } from '../state/ending.js';
import type { House } from '../state/dependencies.js';

/** News may be missed while Redis is away, so the records are looked at this often without any. */
const lookEvery = 2000;

interface Waiting {
  /** `settled` is found out without reading the request each time it moves on. */
  enough: 'settled' | ((record: RequestRecord) => boolean);
  /** Milliseconds to wait at most. */
  ms: number;
  /** Gives a signal that is aborted when the caller went away. */
  gone: () => AbortSignal;
}

/**
 * The request once `enough` says so, or as it stands when the time is over, the caller went away or the house closes.
 * Throws JOB_UNKNOWN.
 */
export async function follow(house: House, id: string, { enough, ms, gone }: Waiting): Promise<RequestRecord> {
  if (ms === 0) return await known(house, id);
  const deadline = house.now().getTime() + ms;
  const { signal, forget } = ending([gone(), house.closing]);
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve());
  });
  try {
    for (;;) {
      const left = deadline - house.now().getTime();
      const stop = left <= 0 || signal.aborted;
      // Listening begins before looking: what happens in between is not missed.
      const news = stop ? undefined : listen(house, id, Math.min(left, lookEvery));
      if (enough === 'settled') {
        if (!news || (await stateOf(house, id)) === 'settled') return await known(house, id);
      } else {
        const record = await known(house, id);
        if (!news || enough(record)) return record;
      }
      await Promise.race([news, aborted]);
    }
  } finally {
    forget();
  }
}

async function stateOf(house: House, id: string): Promise<RequestState> {
  const state = await house.records.stateOf(id);
  if (state === null) throw new Trouble('JOB_UNKNOWN', { job: id });
  return state;
}

async function known(house: House, id: string): Promise<RequestRecord> {
  const record = await house.records.request(id);
  if (!record) throw new Trouble('JOB_UNKNOWN', { job: id });
  return record;
}

function listen(house: House, id: string, ms: number): Promise<void> {
  return house.submitter.moved(id, ms).catch(() => setTimeout(Math.min(ms, 500)));
}
