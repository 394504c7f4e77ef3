import { expect, test } from 'vitest';
import type { HealthCheck } from '#release';
import { askHealth } from '../askHealth.js';

/** How an application answers: `late` is well after a few looks, `silent` takes what is sent and never answers, `gone` is not there. */
export type Answering = 'well' | 'unwell' | 'late' | 'silent' | 'gone';

/** Makes applications that answer so, with a check that asks them. They end with the test. */
export type MakeApplication = (answering: Answering) => Promise<HealthCheck>;

const runs = (): Promise<boolean> => Promise.resolve(true);
const never = new AbortController().signal;

/** Tests that a way of asking keeps what `HealthType` says, against applications that are really asked. */
export function testHealthType(kind: HealthCheck['type'], make: MakeApplication): void {
  test.each(['well', 'late'] as const)(`${kind}: an application that is %s is well`, async (answering) => {
    const check = await make(answering);
    const seen = await askHealth({ checks: [check], deadlineMs: 60_000 }, never, runs);
    expect(seen).toEqual({ facts: { healthy: 'yes' }, trouble: null });
  });

  test.each(['unwell', 'silent', 'gone'] as const)(
    `${kind}: an application that is %s is given up at the deadline, with what was seen last`,
    async (answering) => {
      const check = await make(answering);
      const { facts, trouble } = await askHealth({ checks: [check], deadlineMs: 100 }, never, runs, 50);
      expect(facts).toEqual({});
      expect(trouble).toMatchObject({ code: 'HEALTH_FAILED', details: { reason: expect.stringMatching(/./) } });
    },
  );

  test(`${kind}: an application that has ended is not asked until the deadline`, async () => {
    const check = await make('gone');
    const { trouble } = await askHealth({ checks: [check], deadlineMs: 600_000 }, never, () => Promise.resolve(false));
    expect(trouble).toMatchObject({ code: 'START_FAILED', details: { reason: expect.stringContaining('has ended') } });
  });

  test(`${kind}: a release that is cancelled asks no more`, async () => {
    const check = await make('silent');
    const cancelled = new AbortController();
    const asked = askHealth({ checks: [check], deadlineMs: 600_000 }, cancelled.signal, runs, 600_000);
    cancelled.abort(new Error('cancelled'));
    await expect(asked).rejects.toThrow('cancelled');
  });
}
