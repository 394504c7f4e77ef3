import { expect, test } from 'vitest';
import type { ErrorReport } from '#contract';
import { advance, type Next, type StepRecord } from './advance.js';
import { workflows, type Pipeline } from './workflows.js';
import type { StepContext } from '../model/step.js';
import { hostDirectory } from '../testing/hostDirectory.js';

/*
 * A worker may die between any two instructions. Whoever comes next asks `advance` with what the records hold: this tests
 * the answer on every history that any pipeline can leave behind.
 */
const made = hostDirectory();
made.end();
const health = [
  { type: 'http', url: 'http://127.0.0.1/', headers: {}, body: null, status: null, pattern: null },
] as const;
const context: StepContext = {
  ...made.context,
  app: { ...made.app, health },
  settings: { ...made.context.settings, health: 1 },
  confirm: 5,
  expired: ['/old_20260101_000000'],
};

const troubles: ErrorReport[] = [
  { code: 'START_FAILED', kind: 'failed', message: 'no', details: {} } as unknown as ErrorReport,
  { code: 'CONNECTION_LOST', kind: 'broken', message: 'gone', details: {} } as unknown as ErrorReport,
];
const named = (next: Next): string =>
  next.do === 'step' ? `${next.undoing ? 'undo ' : ''}${next.step.name}` : JSON.stringify(next);

interface Run {
  records: StepRecord[];
  /** The answers of `advance` before each record, and at last. */
  said: string[];
}

/** Lets a pipeline run to its end; the steps named fail in the given way, and a seal finds a mismatch where asked. */
function play(pipeline: Pipeline, failing: ReadonlyMap<string, ErrorReport>, mismatch: boolean): Run {
  const run: Run = { records: [], said: [] };
  for (let steps = 0; steps < 50; steps += 1) {
    const next = advance(pipeline, run.records, context);
    run.said.push(named(next));
    if (next.do === 'end') return run;
    const trouble = failing.get(next.step.name) ?? null;
    const facts: Record<string, string> = next.step.name === 'seal' ? { mismatch: mismatch ? 'yes' : 'no' } : {};
    run.records.push({ step: next.step.name, state: trouble ? 'failed' : 'done', facts, trouble });
  }
  throw new Error('it never ends');
}

const everyPipeline = Object.entries(workflows).flatMap(([action, { pipelines }]) =>
  Object.entries(pipelines).map(([phase, pipeline]) => [`${action} ${phase}`, pipeline] as const),
);

function* everyRun(pipeline: Pipeline): Generator<Run> {
  const names = [...pipeline.steps, ...pipeline.undo].map((step) => step.name);
  for (const mismatch of [false, true]) {
    yield play(pipeline, new Map(), mismatch);
    for (const trouble of troubles) {
      for (const one of names) {
        yield play(pipeline, new Map([[one, trouble]]), mismatch);
        for (const other of names) yield play(pipeline, new Map([[one, trouble], [other, troubles[0]!]]), mismatch); // prettier-ignore
      }
    }
  }
}

test.each(everyPipeline)('%s: goes on from every point at which a worker can die', (_name, pipeline) => {
  for (const { records, said } of everyRun(pipeline)) {
    for (let length = 0; length <= records.length; length += 1) {
      const prefix = records.slice(0, length);
      expect(named(advance(pipeline, prefix, context))).toBe(said[length]);
      const next = records[length];
      if (!next) continue;
      // Interrupted once or twice: the step that began is given again, and nothing is passed over.
      const begun: StepRecord = { step: next.step, state: 'begun', facts: {}, trouble: null };
      expect(named(advance(pipeline, [...prefix, begun], context))).toBe(said[length]);
      expect(named(advance(pipeline, [...prefix, begun, begun], context))).toBe(said[length]);
    }
  }
});

test.each(everyPipeline)('%s: never does a step that ended well a second time', (_name, pipeline) => {
  for (const { records } of everyRun(pipeline)) {
    const done = records.filter(({ state }) => state === 'done').map(({ step }) => step);
    expect(done).toEqual([...new Set(done)]);
  }
});

test('what was switched is put back before anything else, and a host that cannot be asked is left alone', () => {
  const { activate } = workflows.release!.pipelines;
  for (const { records } of everyRun(activate!)) {
    const failed = records.findIndex(({ state }) => state === 'failed');
    if (failed < 0 || records[failed]!.step === 'discard') continue;
    const after = records.slice(failed + 1).map(({ step }) => step);
    if (records[failed]!.trouble!.kind === 'broken') expect(after).toEqual([]);
    else if (['activate', 'probe', 'confirm'].includes(records[failed]!.step)) expect(after[0]).toBe('revert');
  }
});
