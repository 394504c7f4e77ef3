import { inEnglish, statement, type Warning } from '#contract';
import type { TargetKey } from '#records';
import type { Facts, Output } from '#release';
import type { WorkerDeps } from '../state/dependencies.js';
import { writeOutput } from '../telemetry/writeOutput.js';
import { commandName, createHookOutput } from './hookOutput.js';

/** The output of a host while a step runs, with the times of the worker's clock. */
export interface CollectedOutput {
  line: (line: string) => void;
  /** Shows that no byte of a transfer has moved for so many seconds, or with 0 that it goes on. */
  standstill: (seconds: number) => void;
  /** Timestamp of the application's start, or null. */
  startedAt: () => Date | null;
  /**
   * `switched_heard` for the rename of the links, `clock_heard` for the host's report of its time; in milliseconds since 1970
   * by the worker's clock.
   */
  facts: () => Facts;
  /** The output of programs without what was shown while they ran. */
  unshown: (output: readonly Output[]) => Output[];
  /** Resolves when everything to be shown so far is stored, or could not be. */
  shown: () => Promise<void>;
}

const otherCommand = statement('waits.command');

/** What a host says that it waits for: what the scripts say is known in other languages, too. */
const waitOfHost = (words: string): Warning => (words === inEnglish(otherCommand).message ? otherCommand : words);

/** Collects the output of one step. The cause of a wait, and what a hook writes, is shown while it goes on. */
export function collectOutput(deps: WorkerDeps, part: TargetKey, step: string): CollectedOutput {
  let startedAt: Date | null = null;
  let switched: number | null = null;
  let clock: number | null = null;
  let recalled = false;
  let shown = Promise.resolve();
  const show = async (before: Promise<void>, what: Warning): Promise<void> => {
    await before;
    await deps.records.wait(part, what).catch((thrown: unknown) => {
      deps.log.warn(
        { request: part.requestId, app: part.appKey, phase: part.phase, err: thrown },
        'what an app waits for could not be shown',
      );
    });
  };
  const hooks = createHookOutput(deps.secrets.masked, (output) => {
    shown = shown.then(() => writeOutput(deps, part, step, [output]));
  });
  return {
    line: (line) => {
      if (hooks.line(line)) return;
      if (line.startsWith('starting=')) startedAt = deps.now();
      else if (line.startsWith('switched_at=')) switched = deps.now().getTime();
      else if (line.startsWith('clock=')) clock = deps.now().getTime();
      else if (line === 'recalled=yes') recalled = true;
      else if (line.startsWith('waiting=')) shown = show(shown, waitOfHost(line.slice('waiting='.length)));
    },
    standstill: (seconds) => {
      shown = show(shown, seconds > 0 ? statement('waits.still', { n: seconds }) : statement('waits.moves'));
    },
    startedAt: () => startedAt,
    // The times of a host that only repeats an earlier result say nothing.
    facts: (): Facts => ({
      ...(switched === null || recalled ? {} : { switched_heard: String(switched) }),
      ...(clock === null ? {} : { clock_heard: String(clock) }),
    }),
    unshown: (output) => output.filter(({ of, stream }) => of !== commandName || !hooks.spoken.has(stream)),
    shown: () => {
      hooks.end();
      return shown;
    },
  };
}
