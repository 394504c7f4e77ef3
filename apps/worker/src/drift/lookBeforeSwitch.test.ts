import type { RequestHead } from '#records';
import type { App, Facts, StepContext } from '#release';
import { expect, test } from 'vitest';
import { lookBeforeSwitch } from './lookBeforeSwitch.js';

const now = new Date('2026-01-31T03:00:00Z');
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const digest = (letter: string): string => letter.repeat(64);
const app = {
  ...{ appKey: 'web1', host: '10.0.0.1', group: 'web', layout: 'nested' },
  ...{ programLink: '/srv/web', configLink: '/srv/web/conf' },
} as App;
const sealed = { groups: { web: { entries: [] } }, configs: { web1: { entries: [] } } };
const changed = `changed ${digest('a')} ${digest('b')} program/lib/a.js`;
const own = `added - ${digest('c')} program/own.txt`;

/** What comes of a look that finds these lines, and how often the host was asked. */
async function looked(
  onDrift: string,
  lines: string[],
  more: { inspectedAt?: Date; facts?: Facts; live?: string } = {},
) {
  let asked = 0;
  const { facts = {}, live = '/srv/web_1', ...times } = more;
  const found = { program_live: live, drift: lines.length === 0 ? 'exact' : 'drifted', drift_lines: lines.join('\n') };
  const run = () => {
    asked += 1;
    return Promise.resolve({ facts: found, trouble: null });
  };
  const request = { bundle: 'b', rollout: {}, request: { kind: 'release', onDrift } } as unknown as RequestHead;
  const deps = { now: () => now, store: { open: () => Promise.resolve(sealed) } } as never;
  const settings = { baseappDir: '', command: 30 };
  const known = { program_before: '/srv/web_1', ...facts };
  const context = { app, settings, inspectedAt: ago(11), ...times, facts: known } as unknown as StepContext;
  const seen = await lookBeforeSwitch(deps, request, app, context, run);
  return { code: seen?.trouble?.code ?? null, asked };
}

test('a host that was looked at a moment ago, or whose changes are overwritten, is not asked again', async () => {
  expect(await looked('refuse', [own], { inspectedAt: ago(9) })).toEqual({ code: null, asked: 0 });
  expect(await looked('overwrite', [own])).toEqual({ code: null, asked: 0 });
});

test('by refuse what was changed since is not switched over; a look that finds nothing, or what was switched already, goes on', async () => {
  expect(await looked('refuse', [own])).toEqual({ code: 'DRIFTED', asked: 1 });
  expect(await looked('refuse', [])).toEqual({ code: null, asked: 1 });
  expect(await looked('refuse', [own], { live: '/srv/web_2' })).toEqual({ code: null, asked: 1 });
});

test('by keep what is carried goes on; what came after, or cannot be carried, does not', async () => {
  expect(await looked('keep', [own], { facts: { drift_kept: own } })).toEqual({ code: null, asked: 1 });
  expect(await looked('keep', [own.replace(digest('c'), digest('d'))], { facts: { drift_kept: own } })).toMatchObject({
    code: 'DRIFTED',
  });
  expect(await looked('keep', [changed, own], { facts: { drift_kept: own } })).toMatchObject({
    code: 'DRIFT_NOT_KEPT',
  });
});
