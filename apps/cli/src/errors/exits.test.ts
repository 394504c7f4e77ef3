import type { PartView, ReleaseView, TroubleView } from '#api';
import { errorCodes } from '#contract';
import { expect, test } from 'vitest';
import { exitOfProblem, exitOfRelease, exitOfTrouble, exitMeaning, exits } from './exits.js';

test('every class of the catalogue has an exit status of its own choice, and every status a meaning', () => {
  for (const [code, { class: of }] of Object.entries(errorCodes))
    expect(exitOfTrouble({ class: of }), code).toBeTypeOf('number');
  for (const exit of Object.values(exits)) expect(exitMeaning(exit)).toMatch(/../);
});

test.each([
  [401, 'refused', 4],
  [403, 'refused', 4],
  [404, 'refused', 3],
  [409, 'refused', 3],
  [503, 'dependency', 5],
  [500, 'internal', 1],
] as const)('HTTP %i of class %s', (status, of, exit) => {
  expect(exitOfProblem({ status, class: of })).toBe(exit);
});

const met = (of: TroubleView['class']): TroubleView =>
  ({ code: 'X', class: of, message: '', advice: null, at: null, details: {} }) as unknown as TroubleView;
const part = (trouble: TroubleView | null): PartView => ({ trouble }) as PartView;

test.each<[ReleaseView['outcome'], TroubleView | null, (TroubleView | null)[], number]>([
  ['done', null, [null], 0],
  ['partial', null, [null, met('health')], 6],
  ['cancelled', met('cancelled'), [], 13],
  ['superseded', null, [], 13],
  ['failed', met('input'), [met('health')], 7],
  ['failed', null, [null, met('unreachable'), met('disk')], 8],
  ['failed', null, [], 1],
])('a release that ended %s', (outcome, trouble, troubles, exit) => {
  expect(exitOfRelease({ outcome, trouble, mixed: null, apps: troubles.map(part) })).toBe(exit);
});

test('one that left a group with several releases has a status of its own', () => {
  const mixed = { groups: [], finish: 'rexflow finish r', undo: 'rexflow undo r' };
  const apps = [part(null), part(met('health'))];
  expect(exitOfRelease({ outcome: 'partial', trouble: null, mixed, apps })).toBe(15);
});
