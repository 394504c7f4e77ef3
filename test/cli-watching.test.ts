import { join } from 'node:path';
import { endProcess } from '#provision';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, until, type Estate } from './support/estate.js';
import { holdStage } from './support/gate.js';
import { callerOf, type Caller } from './support/rexflow.js';

let estate: Estate;
let caller: Caller;
beforeAll(async () => {
  estate = await startEstate({ apps: [{}, {}], uat: { version: '7.0.0' } });
  caller = callerOf(estate);
  await caller.feed(`${estate.password}\n`, 'login', estate.url, '-u', 'admin', '--password-stdin');
});
afterAll(async () => {
  await estate?.stop();
});

const esc = '\u001b[';

test('a terminal shows hosts by steps, drawn in place, and has its cursor back', async () => {
  const view = await caller.startOnTerminal(110, 30, 'release', 'server', '--senv', 'uat').ended;
  expect(view.status).toBe(0);
  expect(view.stdout).toContain(`${esc}32m✓`);
  expect(view.stdout.indexOf(`${esc}?25l`)).toBeLessThan(view.stdout.lastIndexOf(`${esc}?25h`));
  expect(view.stdout).not.toContain('begun');
  const last = view.stdout
    .split(`${esc}?25h`)[0]!
    .split(/\u001b\[\d+A/)
    .at(-1)!;
  expect(last).toMatch(/release of server1, server2 by admin: done/);
  for (const { app } of estate.hosts) expect(last).toContain(app.host);
  const plain = callerOf(estate, { NO_COLOR: '1', XDG_CONFIG_HOME: join(caller.home, '.config') });
  expect((await plain.startOnTerminal(80, 24, 'list').ended).stdout).not.toContain(esc);
  const ci = callerOf(estate, { CI: 'true', XDG_CONFIG_HOME: join(caller.home, '.config') });
  const lines = await ci.startOnTerminal(80, 24, 'release', 'server1', '--senv', 'uat').ended;
  expect(lines.stdout).toContain('prepare/inspect done');
  expect(lines.stdout).not.toContain(`${esc}?25l`);
});

test('Ctrl-C stops watching, not the release; another call cancels it', async () => {
  const gate = await holdStage(estate);
  const watching = caller.startOnTerminal(100, 30, 'release', 'server', '--senv', 'uat');
  await watching.shows(/stage/);
  watching.type('\u0003');
  const { status, stdout } = await watching.ended;
  expect(status).toBe(130);
  expect(stdout.lastIndexOf(`${esc}?25h`)).toBeGreaterThan(stdout.lastIndexOf(`${esc}?25l`));
  const [, id] = /cancel it: +rexflow cancel (\S+)/.exec(stdout)!;
  expect(await caller.call('status', id!)).toMatchObject({ status: 0, stdout: expect.stringContaining('running') });
  const busy = await caller.call('release', 'server1', '--senv', 'uat');
  expect(busy).toMatchObject({ status: 3, stderr: expect.stringContaining(id!) });
  expect(await caller.call('cancel', id!)).toMatchObject({ status: 0 });
  expect((await caller.call('status', id!, '--wait')).status).toBe(13);
  await gate.open();
});

test('a lost connection is said, and goes on where it was lost', async () => {
  const gate = await holdStage(estate);
  const watching = caller.start('release', 'server', '--senv', 'uat');
  await watching.shows(/phase stage/);
  await endProcess(estate.gateway.pid!, 20_000);
  await until('the loss being told', 20, () => Promise.resolve(watching.stderr().includes('the connection is lost')));
  estate.startGateway();
  await until('the return being told', 40, () => Promise.resolve(watching.stderr().includes('connected again')));
  await gate.open();
  const { status, stdout } = await watching.ended;
  expect(status).toBe(0);
  for (const once of ['  phase stage', '  phase prepare', '  settled: done', ' accepted, by admin'])
    expect(stdout.split(once), once).toHaveLength(2);
});

test.each([
  ['release server1 --url http://127.0.0.1:1/web.tar.gz --full 1', 7],
  ['release server1 --senv uat', 0],
  ['run server1 -- "echo one; exit 3"', 7],
  ['apps', 0],
])('%s, of which nobody reads more than a line, ends with %i', async (words, status) => {
  const { stdout } = await caller.bash(`rexflow ${words} | head -n 1 > /dev/null; echo "\${PIPESTATUS[0]}"`);
  expect(stdout).toBe(`${status}\n`);
});

test('watching a release goes on without a reader, and says on stderr that it does', async () => {
  const gate = await holdStage(estate);
  const watching = caller.start('release', 'server1', '--senv', 'uat', '--no-wait', '--json');
  const { id } = JSON.parse((await watching.ended).stdout) as { id: string };
  const unread = caller.start('status', id, '--wait');
  await unread.shows(/phase stage/);
  unread.child.stdout!.destroy();
  await caller.call('cancel', id, '--no-wait');
  await gate.open();
  const { status, stderr } = await unread.ended;
  expect(status).toBe(13);
  expect(stderr).toContain('nobody reads this any more');
});

test('following everything ends with a status of its own when nobody reads it any more', async () => {
  const following = caller.start('events', '-f', '--after', '0');
  await following.shows(/accepted, by admin/);
  following.child.stdout!.destroy();
  expect((await caller.call('check', 'server1')).status).toBe(0);
  expect(await following.ended).toMatchObject({ status: 141, stderr: '' });
});
