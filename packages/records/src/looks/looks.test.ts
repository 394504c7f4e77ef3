import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { statement, type DriftFindings } from '#contract';
import { openRecords, type OpenRecords } from '../records.fixture.js';
import { appsSeen } from '../targets/appsSeen.js';
import type { DueHost } from './claimLooks.js';
import { lookedApps, lookedDrifts, lookedHosts, lookFigures } from './readLooks.js';
import type { EndedLook } from './storeLooks.js';

let opened: OpenRecords;
beforeAll(async () => {
  opened = await openRecords();
});
afterAll(() => opened.end());
beforeEach(async () => {
  await opened.db.execute("DELETE FROM rexflow_looks WHERE host <> ''");
  await opened.db.execute('DELETE FROM rexflow_seen');
});

let claims = 0;
async function claim(most = 10, seconds = 30): Promise<{ mine: string; due: DueHost[] }> {
  const mine = `claim-${++claims}`;
  return { mine, due: await opened.records.claimLooks({ claim: mine, most, seconds }) };
}

const roster = (...hosts: [host: string, ...apps: string[]][]) =>
  opened.records.storeRoster(new Map(hosts.map(([host, ...apps]) => [host, apps])), 0.001);
const names = (due: readonly DueHost[]): string[] => due.map(({ host }) => host).sort();
const ended = (host: string, mine: string, more: Partial<EndedLook> = {}): EndedLook => ({
  ...{ host, claim: mine, at: opened.db.now(), again: 60, trouble: null, busy: false, visited: true, apps: [] },
  ...{ drifts: [], unseen: [], ...more },
});
const sight = (app: string, stamp: string, failing: string | null = null) => ({
  ...{ app, program: `/srv/html_${stamp}`, stamp, running: failing === null, failing },
  service: { state: 'none' as const, since: null, pids: [], restarts: null, reason: null },
});

test('each host that is due is claimed by one, and comes back when its claim ends', async () => {
  await roster(['a', 'a1', 'a2'], ['b', 'b1'], ['c']);
  const all = await Promise.all([claim(2), claim(2), claim(2)]);
  const claimed = all.flatMap(({ due }) => names(due));
  expect(new Set(claimed).size).toBe(claimed.length);
  const rest = await claim();
  expect([...claimed, ...names(rest.due)].sort()).toEqual(['a', 'b', 'c']);
  expect((await claim()).due).toEqual([]);
  await opened.db.execute("UPDATE rexflow_looks SET next_at = UTC_TIMESTAMP(3) WHERE host = 'a'");
  const late = { claim: 'late', most: 10, seconds: 30, overdueSeconds: 60 };
  expect(await opened.records.claimLooks(late)).toEqual([]);
  const [again] = (await claim()).due;
  expect(again).toMatchObject({ host: 'a', failures: 0, apps: [{ app: 'a1', held: false }, { app: 'a2' }] });
});

test('a look that is not its worker’s any more is not stored', async () => {
  await roster(['a', 'a1']);
  const { mine } = await claim(1, 0);
  const { mine: other } = await claim();
  await opened.records.storeLooks([ended('a', mine, { apps: [sight('a1', '20260101_000000', 'down')] })]);
  expect((await lookedHosts(opened.db, ['a'])).size).toBe(0);
  await opened.records.storeLooks([ended('a', other, { apps: [sight('a1', '20260102_000000')] })]);
  expect(await opened.db.query('SELECT stamp, failing FROM rexflow_seen')).toEqual([
    { stamp: '20260102_000000', failing: null },
  ]);
});

test('failures are counted until somebody gets in; a host that is busy keeps what was seen', async () => {
  await roster(['a', 'a1']);
  const away = { trouble: { code: 'UNREACHABLE', message: 'x'.repeat(2000) } as const };
  for (const failures of [0, 1, 2]) {
    await opened.db.execute('UPDATE rexflow_looks SET next_at = UTC_TIMESTAMP(3)');
    const { mine, due } = await claim();
    expect(due[0]!.failures).toBe(failures);
    await opened.records.storeLooks([ended('a', mine, away)]);
  }
  const lost = (await lookedHosts(opened.db, ['a'])).get('a')!;
  expect(lost).toMatchObject({ seenAt: null, trouble: { code: 'UNREACHABLE' } });
  expect(lost.trouble!.message).toHaveLength(500);
  await opened.records.lookSoon(['a'], { away: true });
  const seen = await claim();
  await opened.records.storeLooks([ended('a', seen.mine, { apps: [sight('a1', '20260101_000000')] })]);
  await opened.records.lookSoon(['a'], { away: true });
  expect((await claim()).due).toEqual([]);
  await opened.records.lookSoon(['a']);
  const busy = await claim();
  expect(busy.due[0]!.failures).toBe(0);
  await opened.records.storeLooks([ended('a', busy.mine, { busy: true, visited: false })]);
  const found = (await lookedHosts(opened.db, ['a'])).get('a')!;
  expect(found.seenAt).not.toBeNull();
  expect(found.busyAt!.getTime()).toBeGreaterThanOrEqual(found.seenAt!.getTime());
  expect(await lookFigures(opened.db, { seconds: 60 })).toMatchObject({
    hosts: 1,
    seen: 1,
    failing: 0,
    lateSeconds: 0,
  });
});

test('a host with another login than before is due at once, and what was refused of the one before is forgotten', async () => {
  await roster(['a', 'a1'], ['b']);
  const note = (logins: Record<string, string>, which?: { onlyNew: boolean }) =>
    opened.records.noteLogins(new Map(Object.entries(logins)), which);
  expect(await note({ a: 'one', b: 'one', elsewhere: 'one' })).toEqual([]);
  const first = await claim();
  const refused = { trouble: { code: 'AUTHENTICATION', message: 'no' }, again: 3600 } as const;
  await opened.records.storeLooks(names(first.due).map((host) => ended(host, first.mine, refused)));
  expect(await note({ a: 'two', b: 'one' }, { onlyNew: true })).toEqual([]);
  expect(await note({ a: 'one', b: 'one' })).toEqual([]);
  expect((await claim()).due).toEqual([]);
  expect(await note({ a: 'two', b: 'one' })).toEqual(['a']);
  const again = await claim();
  expect(again.due).toMatchObject([{ host: 'a', failures: 0 }]);
  // Refused with the login before, while it is changed once more.
  expect(await note({ a: 'three', b: 'one' })).toEqual(['a']);
  await opened.records.storeLooks([ended('a', again.mine, refused)]);
  expect((await claim()).due).toMatchObject([{ host: 'a', failures: 0 }]);
});

/** A request that has an app: `phase` is what was done last on it. */
async function working(app: string, phase: string | null): Promise<void> {
  await opened.db.execute('REPLACE INTO rexflow_leases (app_key, request_id) VALUES (?, ?)', [app, 'worker-of-a']);
  await opened.db.execute(
    `REPLACE INTO rexflow_host_releases (request_id, app_key, ordinal, app, random_str, phase)
     VALUES ('worker-of-a', ?, 1, '{}', '2026010100000000000', ?)`,
    [app, phase],
  );
}

test('an app is left alone from when it is being switched, for an hour at most; the others of its host are seen', async () => {
  const state = async (app: string, ms = 0) => {
    const now = new Date(opened.db.now().getTime() + ms);
    return (await appsSeen(opened.db, [app], { seconds: 60, now })).get(app)!.seen;
  };
  const held = async () => {
    await opened.records.lookSoon(['a']);
    const { mine, due } = await claim();
    return { mine, held: due[0]!.apps.filter((one) => one.held).map((one) => one.app) };
  };
  await roster(['a', 'a1', 'a2']);
  await working('a1', 'prepare');
  const before = await held();
  expect(before.held).toEqual([]);
  // It is switched while it is looked at.
  await opened.records.storeLooks([ended('a', before.mine, { apps: [sight('a1', '20260101_000000')] })]);
  await working('a1', 'activate');
  const late = await held();
  expect(late.held).toEqual(['a1']);
  const apps = [sight('a1', '20260102_000000', 'down'), sight('a2', '20260101_000000', 'down')];
  await opened.records.storeLooks([ended('a', late.mine, { apps, busy: true })]);
  expect(await state('a1')).toMatchObject({ failing: null, lost: null });
  expect(await state('a2')).toMatchObject({ failing: 'down', lost: null });
  const [row] = await opened.db.query<{ seen_at: string; busy_at: string }>(
    "SELECT seen_at, busy_at FROM rexflow_looks WHERE host = 'a'",
  );
  expect(row!.busy_at).toBe(row!.seen_at);
  const sinceSeen = async (minutes: number) => {
    await opened.db.execute('UPDATE rexflow_looks SET busy_at = seen_at + INTERVAL ? MINUTE', [minutes]);
    return [await state('a1', minutes * 60_000), await state('a2', minutes * 60_000)].map(({ lost }) => lost);
  };
  expect(await sinceSeen(59)).toEqual([null, statement('seen.nobody')]);
  expect(await sinceSeen(90)).toEqual([statement('seen.atWork'), statement('seen.nobody')]);
  await opened.db.execute('DELETE FROM rexflow_leases');
  await opened.db.execute('DELETE FROM rexflow_host_releases');
});

test('since when an app is as it is stays while it is that', async () => {
  await roster(['a', 'a1']);
  const since: string[] = [];
  for (const failing of [null, null, 'down', 'down, still', null]) {
    await opened.records.lookSoon(['a']);
    const { mine } = await claim();
    await opened.records.storeLooks([ended('a', mine, { apps: [sight('a1', '20260101_000000', failing)] })]);
    const [row] = await opened.db.query<{ since: string }>('SELECT since FROM rexflow_seen');
    since.push(row!.since);
  }
  expect(since[0]).toBe(since[1]);
  expect(since[2]).toBe(since[3]);
  expect(new Set(since).size).toBe(3);
});

test('the roster leaves no row of what is gone, and what moved to another host begins anew', async () => {
  await roster(['a', 'a1', 'a2'], ['b']);
  const { mine } = await claim();
  await opened.records.storeLooks([ended('a', mine, { apps: [sight('a1', '20260101_000000')] })]);
  await roster(['b', 'a1']);
  expect(await opened.db.query("SELECT host FROM rexflow_looks WHERE host <> ''")).toEqual([{ host: 'b' }]);
  expect(await opened.db.query('SELECT app_key, host, seen_at FROM rexflow_seen')).toEqual([
    { app_key: 'a1', host: 'b', seen_at: null },
  ]);
  expect(await opened.records.takeRosterTurn(60)).toBe(true);
  expect(await opened.records.takeRosterTurn(60)).toBe(false);
});

test('of what a comparison found lists take the word alone, a page of apps takes the files', async () => {
  await roster(['a', 'a1', 'a2']);
  const { mine } = await claim();
  const files = { added: 0, changed: 1, deleted: 0, total: 1 };
  const found: DriftFindings = {
    ...{ state: 'drifted', release: 'x', digest: null, files },
    paths: ['changed program/VERSION'],
  };
  const at = opened.db.now();
  const drifts = [
    { app: 'a1', at, found },
    { app: 'a2', at, found: null },
  ];
  await opened.records.storeLooks([ended('a', mine, { drifts })]);
  const looks = await lookedApps(opened.db, ['a1', 'a2']);
  expect(looks.get('a1')!.drift).toEqual({ at, state: 'drifted' });
  expect(looks.get('a2')!.drift).toBeNull();
  expect([...(await lookedDrifts(opened.db, ['a1', 'a2']))]).toEqual([['a1', { ...found, at }]]);
});

test('what was found of what nobody released counts, until it is too old; without looks the records alone do', async () => {
  await roster(['a', 'a1']);
  const { mine } = await claim();
  await opened.records.storeLooks([ended('a', mine, { apps: [sight('a1', '20180624_160902', 'down')] })]);
  const seen = async (seconds: number, ms = 0, resting: string[] = []) => {
    const now = new Date(opened.db.now().getTime() + ms);
    return (await appsSeen(opened.db, ['a1'], { seconds, now, resting: new Set(resting) })).get('a1')!.seen;
  };
  const release = { id: null, stamp: '20180624_160902' };
  expect(await seen(60)).toMatchObject({ by: 'look', failing: 'down', lost: null, moved: false, release });
  expect(await seen(60, 0, ['a1'])).toMatchObject({ by: 'look', failing: null, release });
  expect(await seen(60, 181_000)).toMatchObject({ lost: statement('seen.nobody'), release });
  expect(await seen(0)).toMatchObject({ by: 'records', failing: null, release: null });
});

test('what was found otherwise than before is told to those who follow events, and nothing else', async () => {
  await roster(['a', 'a1', 'a2'], ['b', 'b1']);
  const last = async (): Promise<number> =>
    Number((await opened.db.query<{ id: number | null }>('SELECT MAX(id) AS id FROM rexflow_events'))[0]?.id ?? 0);
  const looks = async (...all: [host: string, more: Partial<EndedLook>][]): Promise<unknown[]> => {
    const before = await last();
    await opened.db.execute('UPDATE rexflow_looks SET next_at = UTC_TIMESTAMP(3)');
    const { mine } = await claim();
    await opened.records.storeLooks(all.map(([host, more]) => ended(host, mine, more)));
    const rows = await opened.db.query<{ kind: string; request_id: string; data: string }>(
      'SELECT kind, request_id, data FROM rexflow_events WHERE id > ?',
      [before],
    );
    return rows.map(({ kind, request_id: of, data }) => [kind, of, JSON.parse(data)]);
  };
  const [one, two] = [sight('a1', '20260101_000000'), sight('a2', '20260101_000000')];
  const away = { trouble: { code: 'UNREACHABLE', message: 'no route', details: { host: 'b' } } } as const;
  expect(await looks(['a', { apps: [one, two] }], ['b', away])).toEqual([
    ['seen', '', { apps: ['a1', 'a2'], hosts: ['a', 'b'] }],
  ]);
  expect(await looks(['a', { apps: [one, two] }], ['b', away])).toEqual([]);
  const failing = { ...two, failing: statement('seen.noProcess') };
  expect(await looks(['a', { apps: [one, failing] }])).toEqual([['seen', '', { apps: ['a2'], hosts: [] }]]);
  const stored = (await lookedApps(opened.db, ['a2'])).get('a2')!;
  expect(stored.failing).toEqual(statement('seen.noProcess'));
  const drift = { app: 'a1', at: opened.db.now(), found: { state: 'drifted' } as DriftFindings };
  expect(await looks(['a', { apps: [one, failing], drifts: [drift] }])).toEqual([
    ['seen', '', { apps: ['a1'], hosts: [] }],
  ]);
  expect(await looks(['a', { ...away }])).toEqual([['seen', '', { apps: [], hosts: ['a'] }]]);
  expect((await lookedHosts(opened.db, ['a'])).get('a')!.trouble).toEqual(away.trouble);
});
