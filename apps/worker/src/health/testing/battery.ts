import { expect, test } from 'vitest';
import { asksOf, type App, type HealthCheck } from '#release';
import { askHealth } from '../askHealth.js';
import { localHost } from './localHost.js';

/** How an application answers: `late` is well after a few looks, `silent` takes what is sent and never answers, `gone` is not there. */
export type Answering = 'well' | 'unwell' | 'late' | 'silent' | 'gone';

/** Makes applications that answer so, with a check that asks them. They end with the test. */
export type MakeApplication = (answering: Answering) => Promise<HealthCheck>;

const runs = (): Promise<boolean> => Promise.resolve(true);
const never = new AbortController().signal;

/** What a check comes to for an app, with what its host told before the start. */
export const asksFor = (check: HealthCheck, facts: Record<string, string> = {}) =>
  asksOf({ health: [check], programLink: '/' } as unknown as App, facts);

/** Tells what comes of asking once; null where it is well. */
export async function askOnce(check: HealthCheck, at = localHost): Promise<{ url: string; reason: string } | null> {
  const { trouble } = await askHealth({ asks: asksFor(check), deadlineMs: 0 }, at, never, runs);
  return trouble && (trouble.details as { url: string; reason: string });
}

/** Tests that a way of asking keeps what `HealthType` says, against applications that are really asked; `answers` are those it can tell apart. */
export function testHealthType(
  kind: HealthCheck['type'],
  make: MakeApplication,
  answers: readonly Answering[] = ['well', 'late', 'unwell', 'silent', 'gone'],
): void {
  const isWell = (answering: Answering): boolean => ['well', 'late'].includes(answering);
  test.each(answers.filter(isWell))(`${kind}: an application that is %s is well`, async (answering) => {
    const asks = asksFor(await make(answering));
    const seen = await askHealth({ asks, deadlineMs: 60_000 }, localHost, never, runs);
    expect(seen).toEqual({ facts: { healthy: 'yes' }, trouble: null });
  });

  test.each(answers.filter((one) => !isWell(one)))(
    `${kind}: an application that is %s is given up at the deadline, with what was seen last`,
    async (answering) => {
      const asks = asksFor(await make(answering));
      const { facts, trouble } = await askHealth({ asks, deadlineMs: 100 }, localHost, never, runs, 50);
      expect(facts).toEqual({});
      expect(trouble).toMatchObject({ code: 'HEALTH_FAILED', details: { reason: expect.stringMatching(/./) } });
    },
  );

  test(`${kind}: an application that has ended is not asked until the deadline`, async () => {
    const asks = asksFor(await make('gone'));
    const ended = (): Promise<boolean> => Promise.resolve(false);
    const { trouble } = await askHealth({ asks, deadlineMs: 600_000 }, localHost, never, ended);
    expect(trouble).toMatchObject({ code: 'START_FAILED', details: { reason: expect.stringContaining('has ended') } });
  });

  test(`${kind}: a release that is cancelled asks no more`, async () => {
    const asks = asksFor(await make(answers.includes('silent') ? 'silent' : 'gone'));
    const cancelled = new AbortController();
    const asked = askHealth({ asks, deadlineMs: 600_000 }, localHost, cancelled.signal, runs, 600_000);
    cancelled.abort(new Error('cancelled'));
    await expect(asked).rejects.toThrow('cancelled');
  });

  test(`${kind}: it has to be well so often in a row, and within the time of its check`, async () => {
    const asks = asksFor({ ...(await make('well')), inARow: 2, within: 60 });
    expect((await askHealth({ asks, deadlineMs: 0 }, localHost, never, runs)).trouble).toBeNull();
    const short = asksFor({ ...(await make('well')), inARow: 2 });
    const { trouble } = await askHealth({ asks: short, deadlineMs: 0 }, localHost, never, runs);
    expect(trouble?.details.reason).toBe('it was well 1 of 2 times in a row');
  });
}
