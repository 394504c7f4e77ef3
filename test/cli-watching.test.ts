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
