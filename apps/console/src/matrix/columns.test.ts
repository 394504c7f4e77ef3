import { expect, test } from 'vitest';
import type { BoardCell, StepCells } from '#api/client';
import { columnsOf, countColumns, widthsOf } from './columns.js';

const cell = (state: BoardCell['state']): BoardCell => ({
  state,
  begunAt: 0,
  endedAt: null,
  bytes: null,
  trouble: null,
  times: 1,
});
const keys = (...args: Parameters<typeof columnsOf>): string[] => columnsOf(...args).map(({ key }) => key);

test('before anything has happened the steps to come are shown, afterwards those that were taken, in their order', () => {
  expect(keys('release', [], false)).toEqual([
    'prepare/inspect',
    'prepare/carry',
    'prepare/seal',
    'activate/activate',
    'activate/probe',
  ]);
  const line: StepCells = {
    'activate/revert': cell('done'),
    'prepare/inspect': cell('done'),
    'undo/takeBack': cell('done'),
  };
  expect(keys('release', [line], true)).toEqual(['prepare/inspect', 'activate/revert', 'undo/takeBack']);
});

test('a step nobody knows comes behind those of its phase', () => {
  const line: StepCells = { 'prepare/polish': cell('done'), 'prepare/seal': cell('done'), 'visit/x': cell('begun') };
  expect(keys('check', [line], true)).toEqual(['prepare/seal', 'prepare/polish', 'visit/x']);
});

test('a column has room for bytes where a step transfers, or did send some', () => {
  const sent: StepCells = { 'prepare/inspect': { ...cell('done'), bytes: 6100 }, 'prepare/seal': cell('done') };
  const widths = (line: StepCells): string[] => widthsOf(columnsOf('release', [line], true)).split(') ');
  expect(widths(sent)[0]).toContain('8.5rem');
  expect(widths(sent)[1]).toContain('5.75rem');
  expect(widths({ 'prepare/carry': cell('begun') })[0]).toContain('8.5rem');
});

test('each column counts how far the hosts are', () => {
  const lines: StepCells[] = [
    { 'prepare/carry': cell('done') },
    { 'prepare/carry': cell('failed') },
    { 'prepare/carry': cell('begun') },
  ];
  expect(countColumns(columnsOf('release', lines, true), lines).get('prepare/carry')).toEqual({
    begun: 1,
    done: 1,
    failed: 1,
  });
});
