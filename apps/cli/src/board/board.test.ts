import { expect, test } from 'vitest';
import { conclude, openBoard, write } from './board.js';
import { event, releaseOf, stepOn } from './many.fixture.js';
import { plainLine } from './plain.js';
import { progress, countsByState } from './progress.js';

const trouble = { code: 'START_FAILED', message: 'it does not\nrun' };

test('a host that fails is at work again while it goes back, and failed in the end', () => {
  const board = openBoard(releaseOf(2));
  const row = board.rows.get('web1')!;
  for (const one of stepOn('web1', 'activate', 'activate', 0, 100)) write(board, one);
  write(board, event(100, 'step-begun', 'web1', { phase: 'activate', step: 'probe' }));
  const data = { phase: 'activate', step: 'probe', state: 'failed', trouble };
  write(board, event(900, 'step-ended', 'web1', data));
  for (const one of stepOn('web1', 'activate', 'revert', 900, 1500)) write(board, one);
  expect(row).toMatchObject({ state: 'working', now: 'revert' });
  write(board, event(1600, 'vote', 'web1', { phase: 'activate', vote: 'failed', standing: 'restored', trouble }));
  expect(row).toMatchObject({ state: 'failed', now: 'restored', trouble: 'START_FAILED it does not\nrun' });
  expect(row.endedAt! - row.begunAt!).toBe(1600);
  expect(board.columns.map(({ step }) => step)).toEqual(['activate', 'probe', 'revert']);
  expect(countsByState([...board.rows.values()])).toBe('1 failed, 1 waiting');
});

test('an app that was rolled back is not told to be new, live, in a line, and in the end', () => {
  const release = releaseOf(1);
  const vote = event(20, 'vote', 'web1', { phase: 'activate', vote: 'done', standing: 'new', trouble: null });
  const told = (action: string): string[] => {
    const board = openBoard({ ...release, action });
    write(board, vote);
    const live = board.rows.get('web1')!.now;
    const apps = release.apps.map((app) => ({ ...app, standing: 'new' as const }));
    conclude(board, { ...release, action, apps });
    const line = plainLine(vote, { action, host: () => undefined, begun: new Map() });
    return [live, board.rows.get('web1')!.now, /, (\w+)$/.exec(line)![1]!];
  };
  expect(told('release')).toEqual(['new', 'new', 'new']);
  expect(told('rollback')).toEqual(['back', 'back', 'back']);
});

test('how far it is grows from nothing to all of it', () => {
  const release = releaseOf(1);
  const board = openBoard(release);
  const seen = [progress(board)];
  const told = [
    ...stepOn('web1', 'prepare', 'carry', 0, 10),
    event(10, 'vote', 'web1', { phase: 'prepare', vote: 'done', standing: 'old', trouble: null }),
    ...stepOn('web1', 'activate', 'activate', 10, 20),
    event(20, 'vote', 'web1', { phase: 'activate', vote: 'done', standing: 'new', trouble: null }),
  ];
  for (const one of told) {
    write(board, one);
    seen.push(progress(board));
  }
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect([seen[0], seen.at(-1)]).toEqual([0, 1]);
  conclude(board, { ...release, state: 'settled', outcome: 'done' });
  expect(board).toMatchObject({ state: 'settled', outcome: 'done' });
});

test('one in line says for what, until its turn has come', () => {
  const waiting = { for: 'web1, which admin changes', since: '', position: 1 };
  const board = openBoard({ ...releaseOf(1), state: 'queued', waiting });
  expect(board.waiting).toContain('web1');
  write(board, event(5, 'granted', null));
  expect(board.waiting).toBeNull();
});

test('an event is one line, whatever a host said', () => {
  const known = { host: () => '10.0.0.1', begun: new Map<string, number>() };
  const [begun, ended] = stepOn('web1', 'prepare', 'carry', 0, 1500, 1_200_000);
  plainLine(begun!, known);
  expect(plainLine(ended!, known)).toMatch(
    /^\d\d:\d\d:\d\d {2}web1 \(10\.0\.0\.1\) {2}prepare\/carry done in 1\.5s, 1\.2 MB sent$/,
  );
  const vote = event(0, 'vote', 'web1', { phase: 'activate', vote: 'failed', standing: 'down', trouble });
  expect(plainLine(vote, known)).toMatch(/activate failed, down: START_FAILED it does not run$/);
});
