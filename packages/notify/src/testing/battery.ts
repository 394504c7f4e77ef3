import { expect, test } from 'vitest';
import { outcomes, type Outcome } from '#contract';
import { Secret } from '#shell';
import type { Notification, ReceiverSettings } from '../contract.js';
import { notificationTypes, type NotificationKind } from '../index.js';

const at = new Date('2026-01-31T12:00:00.000Z');
const error = { code: 'START_FAILED', class: 'host', message: 'web1 did not start' };

const program = { version: '2.1.0', commit: '9f3c2ab' };

/** A finished request of two targets. */
export const notification = (outcome: Outcome = 'partial'): Notification => ({
  ...{ id: 'd-1', environment: 'prod', request: 'r-1', action: 'release', caller: 'ci' },
  outcome,
  ...{ acceptedAt: at, settledAt: at },
  provenance: { ...program, branch: 'main', build: 'https://ci.example/4711' },
  remarks: { note: 'fixes the basket', onBehalfOf: 'zhang.min' },
  error: outcome === 'done' ? null : error,
  mixed: null,
  skipped: [],
  warnings: [],
  targets: [
    {
      ...{ appKey: 'web1', host: '10.0.0.1', standing: 'new', error, provenance: program },
      outcome: outcome === 'done' ? 'done' : 'failed',
    },
    { appKey: 'web2', host: null, outcome: 'skipped', standing: null, error: null, provenance: {} },
  ],
});

/** What every type of receiver keeps to: see contract.ts. `receiver` holds a login and a secret named `geheim`. */
export function testNotificationType(kind: NotificationKind, address: string): void {
  const type = notificationTypes[kind];
  const receiver: ReceiverSettings = { url: new Secret(address), secret: new Secret('geheim') };

  test.each([...outcomes])(
    `${kind}: %s is told with the environment, the version, who asked and what became of it`,
    (outcome) => {
      const { body } = type.message(notification(outcome), receiver, at);
      for (const part of ['prod', 'ci', outcome, 'web1', '2.1.0']) expect(body).toContain(part);
    },
  );

  test(`${kind}: neither login nor secret is in the message, but for what carries them`, () => {
    const { url, headers, body } = type.message(notification(), receiver, at);
    const shown = Object.entries(headers).filter(([name]) => name !== 'Authorization');
    expect(JSON.stringify([url.href, shown, body])).not.toContain('geheim');
  });

  test(`${kind}: every attempt says the same under the same id`, () => {
    const [first, second] = [at, new Date(at.getTime() + 60_000)].map((now) =>
      type.message(notification(), receiver, now),
    );
    expect(second!.body).toBe(first!.body);
    expect(second!.url.href).toBe(first!.url.href);
  });

  test(`${kind}: a receiver without a secret gets its message unsigned`, () => {
    const { headers } = type.message(notification(), { ...receiver, secret: null }, at);
    expect(Object.keys(headers).filter((name) => /signature/i.test(name))).toEqual([]);
  });
}
