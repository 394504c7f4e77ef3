import { expect, test } from 'vitest';
import { emptyRow } from '#api/client';
import { phaseSpans } from './phaseSpans.js';

const nothing = { columns: [], rows: new Map() };
const mark = (phase: string, at: number, batch = 0) => ({ phase, at, batch });
const states = (spans: ReturnType<typeof phaseSpans>): string[] => spans.map(({ phase, state }) => `${phase} ${state}`);

test('phases behind, at hand and ahead', () => {
  const spans = phaseSpans(
    { action: 'release', state: 'running', outcome: null },
    { phases: [mark('stage', 10), mark('prepare', 30)], settledAt: null, ...nothing },
  );
  expect(states(spans)).toEqual(['stage succeeded', 'prepare running', 'activate waiting']);
  expect(spans[0]).toMatchObject({ from: 10, to: 30 });
});

test('the batches of a phase are one span; a failure shows in the last one', () => {
  const phases = [mark('prepare', 0), mark('activate', 5, 0), mark('activate', 9, 1)];
  const spans = phaseSpans(
    { action: 'release', state: 'settled', outcome: 'partial' },
    { phases, settledAt: 20, ...nothing },
  );
  expect(states(spans)).toEqual(['prepare succeeded', 'activate failed']);
  expect(spans[1]).toMatchObject({ from: 5, to: 20 });
});

test('what is left by undo or discard has nothing ahead', () => {
  const phases = [mark('prepare', 0), mark('discard', 5)];
  const spans = phaseSpans(
    { action: 'release', state: 'running', outcome: null },
    { phases, settledAt: null, ...nothing },
  );
  expect(states(spans)).toEqual(['prepare succeeded', 'discard running']);
});

test('before the first event the whole way is ahead', () => {
  const spans = phaseSpans(
    { action: 'rollback', state: 'accepted', outcome: null },
    { phases: [], settledAt: null, ...nothing },
  );
  expect(states(spans)).toEqual(['prepare waiting', 'activate waiting']);
});

test('the phase that a step failed in is the one that failed, not what made it good', () => {
  const phases = [mark('prepare', 0), mark('hooks', 5), mark('discard', 8)];
  const cell = { begunAt: 5, endedAt: 6, bytes: null, trouble: null, times: 1 };
  const cells = {
    'prepare/seal': { ...cell, state: 'done' as const },
    'hooks/onceHooks': { ...cell, state: 'failed' as const },
    'discard/discard': { ...cell, state: 'done' as const },
  };
  const columns = Object.keys(cells).map((key) => ({ phase: key.split('/')[0]!, step: key.split('/')[1]! }));
  const board = { phases, columns, rows: new Map([['web1', { ...emptyRow, cells }]]) };
  const failed = phaseSpans({ action: 'release', state: 'settled', outcome: 'failed' }, { ...board, settledAt: 9 });
  expect(states(failed)).toEqual(['prepare succeeded', 'hooks failed', 'discard succeeded']);
  const under = phaseSpans({ action: 'release', state: 'running', outcome: null }, { ...board, settledAt: null });
  expect(states(under)).toEqual(['prepare succeeded', 'hooks failed', 'discard running']);
});
