import { setTimeout } from 'node:timers/promises';
import { CodedError, type RequestState } from '#contract';
import type { RequestRecord } from '#records';
import { ending } from '../state/ending.js';
import type { GatewayDeps } from '../state/dependencies.js';

/** News may be missed while Redis is away, so the records are read after so many milliseconds without any. */
const lookEvery = 2000;

interface Waiting {
  /** `settled` is checked without reading the whole request each time it moves on. */
  enough: 'settled' | ((record: RequestRecord) => boolean);
  /** Milliseconds to wait at most. */
  ms: number;
  /** Gives a signal that is aborted when the caller went away. */
  gone: () => AbortSignal;
}

/**
 * Waits for a request: gives it once `enough` says so, or as it is when the time is over, the caller went away or the gateway
 * ends. Throws JOB_UNKNOWN.
 */
export async function waitForRequest(
  deps: GatewayDeps,
  id: string,
  { enough, ms, gone }: Waiting,
): Promise<RequestRecord> {
  if (ms === 0) return await known(deps, id);
  const deadline = deps.now().getTime() + ms;
  const { signal, forget } = ending([gone(), deps.closing]);
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve());
  });
  try {
    for (;;) {
      const left = deadline - deps.now().getTime();
      const stop = left <= 0 || signal.aborted;
      // Listening begins before reading: news in between are not missed.
      const news = stop ? undefined : listen(deps, id, Math.min(left, lookEvery));
      if (enough === 'settled') {
        if (!news || (await stateOf(deps, id)) === 'settled') return await known(deps, id);
      } else {
        const record = await known(deps, id);
        if (!news || enough(record)) return record;
      }
      await Promise.race([news, aborted]);
    }
  } finally {
    forget();
  }
}

async function stateOf(deps: GatewayDeps, id: string): Promise<RequestState> {
  const state = await deps.records.stateOf(id);
  if (state === null) throw new CodedError('JOB_UNKNOWN', { job: id });
  return state;
}

async function known(deps: GatewayDeps, id: string): Promise<RequestRecord> {
  const record = await deps.records.request(id);
  if (!record) throw new CodedError('JOB_UNKNOWN', { job: id });
  return record;
}

function listen(deps: GatewayDeps, id: string, ms: number): Promise<void> {
  return deps.submitter.moved(id, ms).catch(() => setTimeout(Math.min(ms, 500)));
}
