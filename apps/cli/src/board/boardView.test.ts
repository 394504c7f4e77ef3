import { expect, test } from 'vitest';
import { applyEvents, openBoard, updateRelease } from '#api/client';
import { setTerminalLanguage } from '../language/terminalLanguage.js';
import { viewOf } from './boardView.js';
import { event, releaseOf, start, stepOn } from './many.fixture.js';
import { plainLine } from './plain.js';
import { progress, countsByState } from './progress.js';

const trouble = { code: 'START_FAILED', message: 'it does not\nrun' };

test('a host that fails is at work again while it goes back, and failed in the end', () => {
  const begun = applyEvents(openBoard(releaseOf(2)), [
    ...stepOn('web1', 'activate', 'activate', 0, 100),
    event(100, 'step-begun', 'web1', { phase: 'activate', step: 'probe' }),
    event(900, 'step-ended', 'web1', { phase: 'activate', step: 'probe', state: 'failed', trouble }),
    ...stepOn('web1', 'activate', 'revert', 900, 1500),
  ]);
  expect(viewOf(begun).rows[0]).toMatchObject({ state: 'working', now: 'revert' });
  const data = { phase: 'activate', vote: 'failed', standing: 'restored', trouble };
  const { rows, columns } = viewOf(applyEvents(begun, [event(1600, 'vote', 'web1', data)]));
  const row = rows[0]!;
  expect(row).toMatchObject({ state: 'failed', now: 'restored', trouble: 'START_FAILED it does not\nrun' });
  expect(row.endedAt! - row.begunAt!).toBe(1600);
  expect(columns.map(({ step }) => step)).toEqual(['activate', 'probe', 'revert']);
  expect(countsByState(rows)).toBe('1 failed, 1 waiting');
});

test('an app that was rolled back is not said to be new, live, in a line, and in the end', () => {
  const release = releaseOf(1);
  const vote = event(20, 'vote', 'web1', { phase: 'activate', vote: 'done', standing: 'new', trouble: null });
  const words = (action: string): string[] => {
    const live = applyEvents(openBoard({ ...release, action }), [vote]);
    const apps = release.apps.map((app) => ({ ...app, standing: 'new' as const }));
    const end = updateRelease(live, { ...release, action, apps, state: 'settled', outcome: 'done' });
    const line = plainLine(vote, { action, host: () => undefined, begun: new Map() });
    return [viewOf(live).rows[0]!.now, viewOf(end).rows[0]!.now, /, (\w+)$/.exec(line)![1]!];
  };
  expect(words('release')).toEqual(['new', 'new', 'new']);
  expect(words('rollback')).toEqual(['back', 'back', 'back']);
});

test('how far it is grows from nothing to all of it', () => {
  const release = releaseOf(1);
  let board = openBoard(release);
  const seen = [progress(viewOf(board))];
  const events = [
    ...stepOn('web1', 'prepare', 'carry', 0, 10),
    event(10, 'vote', 'web1', { phase: 'prepare', vote: 'done', standing: 'old', trouble: null }),
    ...stepOn('web1', 'activate', 'activate', 10, 20),
    event(20, 'vote', 'web1', { phase: 'activate', vote: 'done', standing: 'new', trouble: null }),
  ];
  for (const one of events) {
    board = applyEvents(board, [one]);
    seen.push(progress(viewOf(board)));
  }
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect([seen[0], seen.at(-1)]).toEqual([0, 1]);
  board = updateRelease(board, { ...release, state: 'settled', outcome: 'done' });
  expect(viewOf(board)).toMatchObject({ state: 'settled', outcome: 'done' });
});

test('a queued release says what it waits for, until its turn has come', () => {
  const waiting = { for: 'web1, which admin changes', since: '', position: 1 };
  const board = openBoard({ ...releaseOf(1), state: 'queued', waiting });
  expect(viewOf(board).waiting).toContain('web1');
  expect(viewOf(applyEvents(board, [event(5, 'granted', null)])).waiting).toBeNull();
});

test('a host that is left out while a release waits is no row of it any more, and said in its line', () => {
  const reasons = ['skipped: web2, since web-2 is out of service (disk; admin, now)'];
  const left = event(5, 'skipped', null, { apps: ['web2'], reasons });
  const board = applyEvents(openBoard(releaseOf(2)), [left]);
  expect(board.release).toMatchObject({ skipped: ['web2'], warnings: reasons });
  expect(viewOf(board).rows.map(({ app }) => app)).toEqual(['web1']);
  expect(plainLine(left, { host: () => undefined, begun: new Map() })).toContain(reasons[0]);
});

test('why a host was left out is said in Chinese where its statement came along, behind warnings that had none', () => {
  const out = { apps: ['web2'], host: 'web-2', reason: 'disk', by: 'admin', since: 'now' };
  const statements = [{ id: 'warning.skipped', details: out }];
  const reasons = ['skipped: web2, since web-2 is out of service (disk; admin, now)'];
  const left = event(5, 'skipped', null, { apps: ['web2'], reasons, statements });
  const { release } = applyEvents(openBoard({ ...releaseOf(2), warnings: ['why'] }), [left, left]);
  expect(release).toMatchObject({ warnings: ['why', ...reasons], statements: [null, ...statements] });
  setTerminalLanguage('zh');
  expect(plainLine(left, { host: () => undefined, begun: new Map() })).toContain('已跳过：web2，因为主机 web-2 已停用');
  setTerminalLanguage('en');
});

test('a phase only hosts begin stands where the first of them began it', () => {
  const board = applyEvents(openBoard(releaseOf(2)), [
    event(0, 'phase', null, { phase: 'prepare', batch: 0 }),
    ...stepOn('web1', 'prepare', 'inspect', 10, 20),
    ...stepOn('web2', 'undo', 'takeBack', 50),
    ...stepOn('web1', 'undo', 'takeBack', 40),
  ]);
  expect(viewOf(board).phases).toEqual([
    { phase: 'prepare', at: start },
    { phase: 'undo', at: start + 40 },
  ]);
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
