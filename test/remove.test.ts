import { cpSync, existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, type Answer, type Estate, type Host } from './support/estate.js';
import { settledJob } from './support/job.js';
import { callerOf, type Caller } from './support/rexflow.js';
import { expectRest } from './support/scene.js';
import { fillUpdateDirectory } from './support/update.js';

vi.setConfig({ testTimeout: 240_000 });

let estate: Estate;
let caller: Caller;
let [first, second, third, fourth]: Host[] = [];
beforeAll(async () => {
  estate = await startEstate({
    apps: [{}, {}, { name: 'side1', group: 'side' }, { name: 'side2', group: 'side' }],
    workers: 2,
  });
  caller = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token });
  [first, second, third, fourth] = estate.hosts;
});
afterAll(async () => {
  await estate?.stop();
});

let version = 1;
const release = async (): Promise<Answer> => {
  fillUpdateDirectory(estate, `${++version}.0.0`);
  return await estate.rex({ action: 'release', k: 'server' });
};
const ask = (method: string, path: string, body?: unknown): Promise<Answer> =>
  askJson(estate, method, `/v1/${path}`, body);
const beside = ({ app }: Host): string[] =>
  [app.programLink, app.configLink]
    .flatMap((link) => readdirSync(dirname(link)))
    .filter((name) => /_\d{8}_\d{6}|rexflow/.test(name));
const isRunning = async (host: Host): Promise<boolean> => (await estate.served(host)) !== null;

test('an app is shown with what lies of it on its host, taken away from there, and from the catalogue', async () => {
  expect((await release()).at('code')).toBe('0');
  const kept = beside(first!);
  const shown = await caller.call('app', 'remove', 'server1', '--from-host', '--dry-run');
  expect(shown).toMatchObject({ status: 0, stderr: '' });
  expect(shown.stdout).toContain(`link ${first!.app.programLink}`);
  expect(shown.stdout).toMatch(/its 1 process, by its stop/);
  expect(shown.stdout).toMatch(/not made by rexflow, and stays/);
  expect(beside(first!)).toEqual(kept);

  // Somewhere else by now: what lies at the old place would be forgotten.
  const [own] = await estate.rows("SELECT network_ip FROM pre_server_detail WHERE app_key = 'server1'");
  await estate.sql.query("UPDATE pre_server_detail SET network_ip = '127.9.9.9' WHERE app_key = 'server1'");
  const moved = await ask('POST', 'actions', { action: 'removal', parameters: { k: 'server1' } });
  expect(moved).toMatchObject({ status: 409, body: { code: 'REMOVAL_MOVED', host: own!.network_ip } });
  await estate.sql.query("UPDATE pre_server_detail SET network_ip = ? WHERE app_key = 'server1'", [own!.network_ip]);

  const unasked = await caller.call('app', 'remove', 'server1', '--from-host');
  expect(unasked.status).toBe(2);
  expect(unasked.stderr).toContain('--from-host --yes');
  expect(await isRunning(first!)).toBe(true);

  const done = await caller.call('app', 'remove', 'server1', '--from-host', '--yes');
  expect(done).toMatchObject({ status: 0, stderr: '' });
  expect(done.stdout).toContain('1 removed');
  expect(await isRunning(first!)).toBe(false);
  expect(existsSync(first!.app.programLink)).toBe(false);
  expect(beside(first!).filter((name) => name === '.rexflow')).toEqual([]);
  expect((await ask('GET', 'apps/server1')).status).toBe(404);
  expect((await ask('GET', 'problems')).at('items')).toEqual([]);
  expect((await ask('GET', 'groups/server')).status).toBe(200);
  // The other one is none of it.
  expect(await isRunning(second!)).toBe(true);
  const again = await caller.call('app', 'remove', 'server1', '--from-host', '--yes');
  expect(again.status).toBe(3);
  expect(again.stderr).toContain('server1');
});

test('an app that was removed from the catalogue alone is a problem until its host is rid of it, whoever stops on the way', async () => {
  expect((await caller.call('app', 'set', 'server2', 'enabled=false')).status).toBe(0);
  const removed = await caller.call('app', 'remove', 'server2');
  expect(removed).toMatchObject({ status: 0 });
  const listed = await caller.call('problems');
  expect(listed.stdout).toMatch(/server2 is in the catalogue no more.*still lies on 127\.\d/);
  expect(listed.stdout).toContain('rexflow app remove server2 --from-host');
  expect((await ask('GET', 'problems')).at('items')).toMatchObject([
    { row: null, app: 'server2', code: 'LEFT_ON_HOST' },
  ]);

  // Its host rests: what would be refused afterwards is refused before anybody says yes.
  const host = second!.app.host;
  expect((await ask('PUT', `hosts/${host}`, { address: host })).status).toBeLessThan(300);
  expect((await ask('PUT', `hosts/${host}/outage`, { reason: 'disk' })).status).toBe(200);
  const resting = await ask('POST', 'actions', { action: 'removal', parameters: { k: 'server2' } });
  expect(resting.at('code')).toBe('HOST_OUT_OF_SERVICE');
  expect((await ask('DELETE', `hosts/${host}/outage`)).status).toBe(200);

  // Only renamed: nothing is left, and what was made is what the other goes back to.
  await estate.sql.query('INSERT INTO pre_server_detail SET ?', [{ ...second!.app.row, app_key: 'renamed' }]);
  expect((await ask('GET', 'problems')).at('items')).toEqual([]);
  const shared = await ask('POST', 'actions', { action: 'removal', parameters: { k: 'server2' } });
  expect(shared).toMatchObject({ status: 409, body: { code: 'REMOVAL_SHARED', others: ['renamed'] } });
  await estate.sql.query("DELETE FROM pre_server_detail WHERE app_key = 'renamed'");

  const looked = await ask('POST', 'actions', { action: 'removal', parameters: { k: 'server2' } });
  const found = await ended(looked);
  const { plan } = (found.at('apps') as { facts: { plan: string } }[])[0]!.facts;
  const wrong = await ended(
    await ask('POST', 'actions', { action: 'remove', parameters: { k: 'server2', plan: '0'.repeat(64) } }),
  );
  expect(wrong.body).toMatchObject({ outcome: 'failed', apps: [{ trouble: { code: 'REMOVAL_CHANGED' } }] });
  expect(await isRunning(second!)).toBe(true);
  const begun = await ask('POST', 'actions', { action: 'remove', parameters: { k: 'server2', plan } });
  process.kill(estate.workers[0]!.pid!, 'SIGKILL');
  const end = await ended(begun);
  expect(end.body).toMatchObject({
    outcome: 'done',
    apps: [{ standing: 'removed', facts: { stopped: expect.anything() } }],
  });
  expect(await isRunning(second!)).toBe(false);
  expect(beside(second!).filter((name) => name === '.rexflow')).toEqual([]);
  expect((await ask('GET', 'problems')).at('items')).toEqual([]);
  await expectRest(estate);
});

test('what an app left on the host it was on before is named, and taken away from there while the app stays', async () => {
  const [old, now] = [third!, fourth!];
  // Nobody released what is there now: side1 comes there in its place.
  await estate.sql.query("DELETE FROM pre_server_detail WHERE app_key = 'side2'");
  const program = join(estate.data, 'updatedir/softdir/side');
  cpSync(realpathSync(old.app.programLink), program, { recursive: true });
  const config = join(estate.data, 'updatedir/configuredir/side/side1');
  cpSync(realpathSync(old.app.configLink), config, { recursive: true });
  const toSide = async (): Promise<void> => {
    const answer = await estate.rex({ action: 'release', k: 'side1' });
    expect(answer.at('code'), String(answer.at('msg'))).toBe('0');
  };
  await toSide();
  expect((await ask('GET', 'problems')).at('items')).toEqual([]);
  const remove = ['app', 'remove', 'side1', '--from-host', '--at', old.app.host];
  const early = await caller.call(...remove, '--dry-run');
  expect(early).toMatchObject({ status: 3, stderr: expect.stringMatching(/at.*nothing of side1 is known to lie on/) });

  await estate.sql.query('UPDATE pre_server_detail SET ? WHERE app_key = ?', [
    { ...now.app.row, app_key: 'side1' },
    'side1',
  ]);
  await toSide();
  expect((await ask('GET', 'problems')).at('items')).toMatchObject([
    { row: null, app: 'side1', code: 'LEFT_BEHIND', details: { host: old.app.host, program: old.app.programLink } },
  ]);
  expect((await caller.call('problems')).stdout).toContain(`rexflow ${remove.join(' ')}`);
  const live = (await ask('GET', 'apps/side1')).at('live');
  expect(live).not.toBeNull();

  const done = await caller.call(...remove, '--yes');
  expect(done, done.stdout).toMatchObject({ status: 0, stderr: '' });
  expect([await isRunning(old), await isRunning(now)]).toEqual([false, true]);
  expect([existsSync(old.app.programLink), existsSync(now.app.programLink)]).toEqual([false, true]);
  expect((await ask('GET', 'problems')).at('items')).toEqual([]);
  expect((await ask('GET', 'apps/side1')).at('live')).toEqual(live);
  await toSide();
  expect(await isRunning(now)).toBe(true);
  await expectRest(estate);
});

async function ended(begun: Answer): Promise<Answer> {
  await settledJob(estate, begun.at('id'));
  return await ask('GET', `releases/${String(begun.at('id'))}`);
}
