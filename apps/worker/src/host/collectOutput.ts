import type { TargetKey } from '#records';
import type { Facts } from '#release';
import type { WorkerDeps } from '../state/dependencies.js';

/** What a host is heard to say while a step goes on, with the time of this side. */
export interface CollectedOutput {
  line: (line: string) => void;
  /** Shows that no byte of a carry has moved for so many seconds, or with 0 that it goes on. */
  standstill: (seconds: number) => void;
  /** When the application was started, or null. */
  startedAt: () => Date | null;
  /**
   * `switched_heard`: when the links were renamed, `clock_heard`: when the host told its time; in milliseconds since 1970 by
   * this side's clock.
   */
  facts: () => Facts;
  /** Resolves when all that was to be shown so far is stored, or could not be. */
  shown: () => Promise<void>;
}

/** See Heard. What the host waits for is shown while it waits. */
export function collectOutput(deps: WorkerDeps, part: TargetKey): CollectedOutput {
  let startedAt: Date | null = null;
  let switched: number | null = null;
  let clock: number | null = null;
  let recalled = false;
  let shown = Promise.resolve();
  const show = async (before: Promise<void>, what: string): Promise<void> => {
    await before;
    await deps.records.wait(part, what).catch((thrown: unknown) => {
      deps.log.warn(
        { request: part.requestId, app: part.appKey, phase: part.phase, err: thrown },
        'what an app waits for could not be shown',
      );
    });
  };
  return {
    line: (line) => {
      if (line.startsWith('starting=')) startedAt = deps.now();
      else if (line.startsWith('switched_at=')) switched = deps.now().getTime();
      else if (line.startsWith('clock=')) clock = deps.now().getTime();
      else if (line === 'recalled=yes') recalled = true;
      else if (line.startsWith('waiting=')) shown = show(shown, line.slice('waiting='.length));
    },
    standstill: (seconds) => {
      shown = show(shown, seconds > 0 ? `the transfer: no byte for ${seconds} s` : 'the transfer, which moves again');
    },
    startedAt: () => startedAt,
    // A host that only repeats what it did earlier says nothing about the time.
    facts: (): Facts => ({
      ...(switched === null || recalled ? {} : { switched_heard: String(switched) }),
      ...(clock === null ? {} : { clock_heard: String(clock) }),
    }),
    shown: () => shown,
  };
}
