import { expect, test } from 'vitest';
import { phaseSpans } from './phaseSpans.js';

const mark = (phase: string, at: number, batch = 0) => ({ phase, at, batch });
const states = (spans: ReturnType<typeof phaseSpans>): string[] => spans.map(({ phase, state }) => `${phase} ${state}`);

test('phases behind, at hand and ahead', () => {
  const spans = phaseSpans(
    { action: 'release', state: 'running', outcome: null },
    { phases: [mark('stage', 10), mark('prepare', 30)], settledAt: null },
  );
  expect(states(spans)).toEqual(['stage succeeded', 'prepare running', 'activate waiting']);
  expect(spans[0]).toMatchObject({ from: 10, to: 30 });
});

test('the batches of a phase are one span; a failure shows in the last one', () => {
  const phases = [mark('prepare', 0), mark('activate', 5, 0), mark('activate', 9, 1)];
  const spans = phaseSpans({ action: 'release', state: 'settled', outcome: 'partial' }, { phases, settledAt: 20 });
  expect(states(spans)).toEqual(['prepare succeeded', 'activate failed']);
  expect(spans[1]).toMatchObject({ from: 5, to: 20 });
});

test('what is left by undo or discard has nothing ahead', () => {
  const phases = [mark('prepare', 0), mark('discard', 5)];
  const spans = phaseSpans({ action: 'release', state: 'running', outcome: null }, { phases, settledAt: null });
  expect(states(spans)).toEqual(['prepare succeeded', 'discard running']);
});

test('before the first event the whole way is ahead', () => {
  const spans = phaseSpans({ action: 'rollback', state: 'accepted', outcome: null }, { phases: [], settledAt: null });
  expect(states(spans)).toEqual(['prepare waiting', 'activate waiting']);
});
