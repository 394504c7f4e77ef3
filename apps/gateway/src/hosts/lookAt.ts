import { setTimeout as pause } from 'node:timers/promises';
import { CodedError } from '#contract';
import type { HostLook, LookFindings, LookKind } from '#records';
import { ending } from '../state/ending.js';
import type { GatewayDeps } from '../state/dependencies.js';
import type { HostPlace } from './hostPlace.js';

/** Milliseconds one waits for a worker and its host. */
const awaitedMs = 60_000;
/** News may be missed while Redis is away, so the records are read after so many milliseconds without any. */
const lookEvery = 1000;

/** A look that has ended. */
export type AnsweredLook<Kind extends LookKind> = HostLook<Kind> & { endedAt: Date; found: LookFindings[Kind] };

/** Whoever asks, and the signal that they went away. */
export interface Asker {
  by: string;
  gone: () => AbortSignal;
}

/** Asks a worker to look at a host, and waits for what it finds. Throws HOST_LOOK_LATE, QUEUE_AWAY. */
export async function lookAt<Kind extends LookKind>(
  deps: GatewayDeps,
  kind: Kind,
  { name, machine, target }: HostPlace,
  { by, gone }: Asker,
): Promise<AnsweredLook<Kind>> {
  if ((await deps.submitter.workers()).length === 0) throw new CodedError('HOST_LOOK_LATE', { host: name, seconds: 0 });
  const id = await deps.hostLooks.ask({ kind, machine, target, by });
  const { signal, forget } = ending([gone(), deps.closing]);
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
  const began = performance.now();
  try {
    // Listening begins before it is handed on: news in between are not missed.
    let news = deps.submitter.moved(id, lookEvery).catch(() => pause(lookEvery));
    await deps.submitter.submitLook(id);
    for (;;) {
      await Promise.race([news, aborted]);
      news = deps.submitter.moved(id, lookEvery).catch(() => pause(lookEvery));
      const look = await deps.hostLooks.find(id);
      if (look?.endedAt && look.found) return look as AnsweredLook<Kind>;
      if (signal.aborted || performance.now() - began > awaitedMs)
        throw new CodedError('HOST_LOOK_LATE', { host: name, seconds: Math.ceil((performance.now() - began) / 1000) });
    }
  } finally {
    forget();
  }
}
