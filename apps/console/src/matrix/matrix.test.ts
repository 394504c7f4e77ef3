import { expect, test } from 'vitest';
import { part, release } from '../live/release.fixture.js';
import { move } from './move.js';
import { arranged } from './order.js';
import { visibleLines } from './window.js';

test('only the lines in view, and some around them, are drawn', () => {
  expect(visibleLines({ scrolled: 0, height: 340, lineHeight: 34 }, 200)).toEqual({ from: 0, to: 16 });
  expect(visibleLines({ scrolled: 3400, height: 340, lineHeight: 34 }, 200)).toEqual({ from: 94, to: 116 });
  expect(visibleLines({ scrolled: 9_999_999, height: 340, lineHeight: 34 }, 5)).toEqual({ from: 5, to: 5 });
});

test('arrows stop at the edges; the name is left of the first step and the standing right of the last', () => {
  const size = { lines: 3, columns: 2 };
  expect(move('ArrowUp', { line: 0, column: -1 }, size)).toEqual({ line: 0, column: -1 });
  expect(move('ArrowRight', { line: 0, column: 2 }, size)).toEqual({ line: 0, column: 2 });
  expect(move('PageDown', { line: 0, column: 0 }, size)).toEqual({ line: 2, column: 0 });
  expect(move('q', { line: 0, column: 0 }, size)).toBeNull();
});

test('hosts are found by what they are called and what they met; trouble first when asked for', () => {
  const three = release([part('web1', { batch: 1 }), part('web2', { vote: 'failed' }), part('db1', { group: 'db' })]);
  const names = (filter: string, order: 'rollout' | 'trouble'): string[] =>
    arranged(three, { filter, order }).map(({ app }) => app);
  expect(names('', 'rollout')).toEqual(['web2', 'db1', 'web1']);
  expect(names('WEB', 'trouble')).toEqual(['web2', 'web1']);
});
