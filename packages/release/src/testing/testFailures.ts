import { expect, test } from 'vitest';
import { failingPrograms, failures, type Failure } from './failingPrograms.js';
import type { Made } from './failingHosts.js';

/** Sends what a scene sends, with one call of one program failing; gives what is wrong, and the calls there were. */
function play(scene: () => Made, call: string, how: Failure): { wrong: string[]; calls: string[] } {
  const made = scene();
  const failing = failingPrograms(made.root);
  failing.plan(call, how);
  const { status, facts } = made.send(made.instruction, { programs: failing.programs });
  const calls = failing.seen();
  failing.plan('none', how);
  return { wrong: made.wrong(status === 0, facts), calls };
}

/**
 * All there is, where somebody takes the time; else each call fails in one of the ways, and of each program the first calls: under another
 * shell one, since what differs there is how it tells of a failure, and not when.
 */
const every = process.env.REXFLOW_EVERY_FAILURE === '1';
const often = process.env.REXFLOW_TEST_SHELL === undefined ? 3 : 1;

/**
 * Tests that a scene says that it went well only where it did, whichever program fails on its host, out of memory, killed, or without a
 * place for one more open file.
 */
export function testFailures(scenes: Readonly<Record<string, () => Made>>): void {
  // What a scene does where nothing fails is the same whatever would have failed: it is played once.
  const sound = new Map<string, ReturnType<typeof play>>();
  const soundOf = (name: string): ReturnType<typeof play> => {
    const known = sound.get(name) ?? play(scenes[name]!, 'none', failures[0]!);
    sound.set(name, known);
    return known;
  };
  const cases = Object.keys(scenes).flatMap((name) => failures.map((how) => [name, how] as const));
  test.each(cases)('%s with a program that fails (%s)', (name, how) => {
    const { calls, wrong } = soundOf(name);
    expect(wrong, 'where nothing fails').toEqual([]);
    expect(calls.length).toBeGreaterThan(0);
    const chosen = every
      ? calls
      : calls
          .filter((call) => Number(call.split('.')[1]) <= often)
          .filter((_call, at) => at % failures.length === failures.indexOf(how));
    expect(chosen.flatMap((call) => play(scenes[name]!, call, how).wrong.map((what) => `${call}: ${what}`))).toEqual(
      [],
    );
  });
}
