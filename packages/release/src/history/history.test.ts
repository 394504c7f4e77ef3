import { expect, test } from 'vitest';
import {
  beforeAttempt,
  expiredDirectories,
  markedRelease,
  namedRelease,
  previousRelease,
  rollbackRoute,
  withoutOurLinks,
  type PastRelease,
} from './history.js';

let number = 0;
const past = (before: string | null, after: string, more: Partial<PastRelease> = {}): PastRelease => ({
  randomStr: String(++number),
  requestId: `job-${number}`,
  programBefore: before && `/www/html_${before}`,
  configBefore: before && `/www/conf_${before}`,
  programRealBefore: null,
  programAfter: `/www/html_${after}`,
  configAfter: `/www/conf_${after}`,
  startedAt: null,
  endedAt: null,
  isRollback: false,
  rollStatus: 0,
  good: true,
  bad: false,
  ...more,
});
const back = (history: PastRelease[], live: string) => previousRelease(history, `/www/html_${live}`)?.target.program;

const three = [past(null, 'A'), past('A', 'B'), past('B', 'C')];

test('a rollback goes back from the live release to the one before it', () => {
  expect(previousRelease(three, '/www/html_C')?.target).toEqual({ program: '/www/html_B', config: '/www/conf_B' });
});

test('a release that found nothing live has what its record before had left before it', () => {
  const lost = [...three, past(null, 'D')];
  expect(previousRelease(lost, '/www/html_D')?.target).toEqual({ program: '/www/html_C', config: '/www/conf_C' });
  expect(back(lost, 'C')).toBe('/www/html_B');
  expect(back([past(null, 'A')], 'A')).toBeUndefined();
  // Where that was a bad one, what was before it.
  expect(back([...three.slice(0, 2), past('B', 'C', { bad: true }), past(null, 'D')], 'D')).toBe('/www/html_B');
});

test('two rollbacks in a row go back two releases and do not toggle', () => {
  const once = [...three, past('C', 'B', { isRollback: true })];
  expect(back(once, 'B')).toBe('/www/html_A');
});

test('after going back and releasing again, the way back is the new one', () => {
  const again = [...three, past('C', 'B', { isRollback: true }), past('B', 'D')];
  expect(back(again, 'D')).toBe('/www/html_B');
});

test('nothing lies before the first release', () => {
  expect(back(three, 'A')).toBeUndefined();
});

test('a rollback never goes forward: nothing lies before what the first release found', () => {
  const found = [past('0', 'A'), past('A', 'B'), past('B', 'A', { isRollback: true })];
  const back = (live: string) => previousRelease(found, `/www/html_${live}`)?.target.program;
  expect(back('A')).toBe('/www/html_0');
  found.push(past('A', '0', { isRollback: true }));
  expect(back('0')).toBeUndefined();
});

test('a live directory no record knows falls back on the newest record', () => {
  expect(back([past('A', 'B', { requestId: null })], 'unknown')).toBe('/www/html_A');
  expect(back([], 'unknown')).toBeUndefined();
});

test('a directory that was moved aside is known by where it came from', () => {
  const moved = [
    past(null, 'A'),
    past('A', 'B', { programBefore: '/backup/html_A', programRealBefore: '/www/html_A' }),
    past('B', 'C', { programBefore: '/backup/html_B', programRealBefore: '/www/html_B' }),
    past('C', 'B', {
      programBefore: '/backup/html_C',
      programRealBefore: '/www/html_C',
      programAfter: '/backup/html_B',
      isRollback: true,
    }),
  ];
  expect(previousRelease(moved, '/backup/html_B')?.target.program).toBe('/backup/html_A');
});

test('rollstatus 1 takes the one marked record', () => {
  const marked = [past('A', 'B', { rollStatus: 1 }), past('B', 'C')];
  expect(markedRelease(marked)).toMatchObject({ target: { program: '/www/html_A' } });
  expect(markedRelease([past('A', 'B')])).toBe('none');
  expect(markedRelease([...marked, past('C', 'D', { rollStatus: 1 })])).toBe('several');
});

test('the newest good releases are kept, the live one and the one before it always', () => {
  const long = ['B', 'C', 'D', 'E', 'F'].map((name, index) => past('ABCDE'[index]!, name));
  const live = { program: '/www/html_F', config: '/www/conf_F' };
  expect(expiredDirectories(long, live, 2)).toEqual(
    ['B', 'C', 'D'].flatMap((n) => [`/www/html_${n}`, `/www/conf_${n}`]),
  );
  expect(expiredDirectories(long, { program: '/www/html_C', config: '/www/conf_C' }, 2)).toEqual([
    '/www/html_D',
    '/www/conf_D',
  ]);
});

test('what the original released is not removed', () => {
  const old = [
    past('A', 'B', { requestId: null }),
    past('B', 'C', { requestId: null }),
    past('C', 'D'),
    past('D', 'E'),
  ];
  expect(expiredDirectories(old, { program: '/www/html_E', config: '/www/conf_E' }, 1)).toEqual([]);
});

test('a release that a rollback left behind is passed over by the next plain rollback', () => {
  const [A, B, C] = [past('0', 'A'), past('A', 'B', { bad: true }), past('B', 'C')];
  expect(back([A, B, C], 'C')).toBe('/www/html_A');
  expect(back([{ ...A, bad: true }, B, C], 'C')).toBe('/www/html_0');
  expect(back([past('B', 'A', { bad: true }), past('A', 'B', { bad: true })], 'B')).toBeUndefined();
});

test('a release is found by its job or by its stamp, where it lies now', () => {
  const made = past('A', 'B', { requestId: 'job-b' });
  const original = past(null, '20180624_160902', { requestId: null });
  const history = [original, made, past('B', 'C', { programBefore: '/backup/B', programRealBefore: '/www/html_B' })];
  const to = (requestId: string | null, stamp: string | null) => namedRelease(history, { requestId, stamp })?.target;
  expect(to('job-b', null)).toEqual({ program: '/backup/B', config: '/www/conf_B' });
  expect(to(null, '20180624_160902')?.program).toBe('/www/html_20180624_160902');
  expect(to('job-x', null)).toBeUndefined();
  expect(
    namedRelease([past('C', 'B', { isRollback: true, requestId: 'r' })], { requestId: 'r', stamp: null }),
  ).toBeNull();
});

test('an undo goes back to what was live before the attempt that made live what is', () => {
  const undone = (history: PastRelease[], live: string, ...attempts: string[]) => {
    const choice = beforeAttempt(history, { ids: new Set(attempts), stamps: new Set() }, `/www/html_${live}`);
    return choice === 'later' ? choice : choice?.target.program;
  };
  const [A, B, C] = three.map((record, at) => ({ ...record, requestId: `job-${'abc'[at]!}` }));
  const history = [A!, B!, C!];
  expect(undone(history, 'C', 'job-c')).toBe('/www/html_B');
  expect(undone(history, 'C', 'job-x', 'job-c')).toBe('/www/html_B');
  expect(undone(history, 'C', 'job-b')).toBe('later');
  // Gone back to B: by another request.
  expect(undone([...history, past('C', 'B', { isRollback: true, requestId: 'job-r' })], 'B', 'job-b')).toBe('later');
  expect(undone([...history, past('C', 'B', { isRollback: true, requestId: 'job-r' })], 'B', 'job-r')).toBe(
    '/www/html_C',
  );
  expect(undone([...history, past('C', 'D', { requestId: null })], 'D', 'job-c')).toBe('later');
  // One that failed since, and was put back.
  expect(undone([...history, past('C', 'C', { requestId: 'job-d' })], 'C', 'job-c')).toBe('/www/html_B');
  expect(undone([A!], 'A', 'job-a')).toBeUndefined();
  expect(beforeAttempt(history, { ids: new Set(['job-c']), stamps: new Set() }, '')).toMatchObject({
    target: { program: '/www/html_B' },
  });
  expect(beforeAttempt(history, { ids: new Set(['job-b']), stamps: new Set() }, '')).toBe('later');
  // What it found had been lost: what was there before that.
  expect(undone([...history, past(null, 'D', { requestId: 'job-d' })], 'D', 'job-d')).toBe('/www/html_C');
});

test('an undo never goes back to what an attempt at the same release has made', () => {
  const at = (before: string, after: string, requestId: string) => past(before, after, { requestId });
  const history = [at('A', 'B', 'job-b'), at('B', 'C', 'job-c'), at('C', 'D', 'job-d')];
  const undone = (ids: string[], stamps: string[], among = history) => {
    const choice = beforeAttempt(among, { ids: new Set(ids), stamps: new Set(stamps) }, among.at(-1)!.programAfter!);
    return choice === 'later' ? choice : choice?.target.program;
  };
  expect(undone(['job-d'], [])).toBe('/www/html_C');
  expect(undone(['job-c', 'job-d'], [])).toBe('/www/html_B');
  expect(undone(['job-b', 'job-c', 'job-d'], [])).toBe('/www/html_A');
  // An attempt of which nobody knows how it ended has no record, but its stamp stands in what it left.
  const [lost, last] = ['20260102_000000', '20260103_000000'];
  const without = [past(null, 'A'), at(lost, last, 'job-2')];
  expect(undone(['job-1', 'job-2'], [lost, last], without)).toBeUndefined();
  expect(undone(['job-2'], [last], without)).toBe(`/www/html_${lost}`);
});

test('a rollback concerns the release it leaves and the one it goes to', () => {
  const choice = previousRelease(three, '/www/html_C')!;
  const route = rollbackRoute(three, '/www/html_C', choice);
  expect([route.left, route.maker]).toEqual([three[2], three[1]]);
});

test('a bad release is not among those that are kept', () => {
  const history = [past(null, 'A'), past('A', 'B', { bad: true }), past('A', 'C'), past('C', 'D')];
  const live = { program: '/www/html_D', config: '/www/conf_D' };
  expect(expiredDirectories(history, live, 3)).toEqual(['/www/html_B', '/www/conf_B']);
});

test('what attempts that came to nothing brought may go, unless it is live after all', () => {
  const live = { program: '/www/html_C', config: '/www/conf_C' };
  expect(expiredDirectories(three, live, 5, ['/www/html_X', '/www/html_C', '/www/html_B'])).toEqual(['/www/html_X']);
});

test('what the original read of a live link of ours is what was live before it, also for what may be taken away', () => {
  const text = { programBefore: '/www/.rexflow/one/live/program', configBefore: '/www/.rexflow/one/live/config' };
  const theirs = { ...text, requestId: null };
  const history = withoutOurLinks([past('A', 'B'), past(null, 'C', theirs), past(null, 'D', theirs), past('D', 'E')]);
  expect(history.map(({ programBefore }) => programBefore)).toEqual(
    ['A', 'B', 'C', 'D'].map((name) => `/www/html_${name}`),
  );
  expect(history[1]!.configBefore).toBe('/www/conf_B');
  expect(back(history, 'C')).toBe('/www/html_B');
  const live = { program: '/www/html_C', config: '/www/conf_C' };
  expect(expiredDirectories(history.slice(0, 2), live, 1)).not.toContain('/www/html_B');
  // What was live before the first record that is known is not.
  expect(withoutOurLinks([past(null, 'C', theirs)])[0]).toMatchObject(text);
});

test.each([
  ['cut off in the name of the app', '/www/.rexflow/on', '/www/html_B'],
  ['cut off behind it', '/www/.rexflow/one/', '/www/html_B'],
  ['cut off in the link', '/www/.rexflow/one/live/prog', '/www/html_B'],
  ['no link of ours', '/home/me/.rexflow/demo-1/html_A', '/home/me/.rexflow/demo-1/html_A'],
])('a text that the columns of the original held in part: %s', (_what, programBefore, wanted) => {
  const theirs = { programBefore, configBefore: '/www/conf_B', requestId: null };
  expect(withoutOurLinks([past('A', 'B'), past(null, 'C', theirs)])[1]!.programBefore).toBe(wanted);
});
