import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLines } from '#provision';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeInit } from './support/changeInit.js';
import { smallDisk } from './support/disk.js';
import { startEstate, type Answer, type Estate, type Host } from './support/estate.js';
import { askJob } from './support/job.js';
import { bundles, held, partsOn, scenesOf, type Scene } from './support/scene.js';
import { ship } from './support/update.js';

const mebibyte = 1024 * 1024;

const disk = smallDisk(16);
if ('reason' in disk) process.stderr.write(`a full disk is not tested here, none can be mounted: ${disk.reason}\n`);

let estate: Estate;
let second: Host;
let before: Scene[];
let version = 1;
/** What puts right again what a test breaks. */
const mends: (() => unknown)[] = [];
const next = (): string => `${++version}.0.0`;

beforeAll(async () => {
  const place = 'dir' in disk ? { dir: join(disk.dir, 'server2') } : {};
  // The host that keeps the new release beside the one that goes back tells the two apart.
  const config = { rollout: { policy: 'stop' }, release: { start: 3, stop: 2, health: 2 } };
  estate = await startEstate({ apps: [{}, place], config });
  second = estate.hosts[1]!;
});
afterAll(async () => {
  try {
    await estate?.stop();
  } finally {
    if ('dir' in disk) disk.remove();
  }
});
beforeEach(async () => {
  before = await scenesOf(estate);
});
afterEach(async () => {
  for (const mend of mends.splice(0)) await mend();
  // Whatever was broken is whole again: the next release goes through.
  const answer = await ship(estate, next());
  expect(answer.at('code'), String(answer.at('msg')).slice(0, 2000)).toBe('0');
  for (const scene of await scenesOf(estate)) expect(scene.version).toBe(`${version}.0.0`);
});

/** The answer and the job tell of the second host: `met` is a code, its class, and the steps that may meet it. */
async function expectMet(answer: Answer, met: string): Promise<void> {
  const [code, of, ...steps] = met.split(' ');
  const { host } = second.app;
  const told = answer.at('data.data.0.data.1') as Record<string, unknown>;
  expect(told).toMatchObject({ error: code, class: of, host, advice: expect.stringMatching(/^[A-Z].*\.$/) });
  expect(steps).toContain(told.step);
  const job = await askJob(estate, answer.at('job'));
  const trouble = { code, class: of, step: told.step, host, advice: told.advice };
  expect(job.at('trouble')).toMatchObject(trouble);
  expect(job.at('apps.1.trouble')).toMatchObject(trouble);
  expect(job.at('apps.0.trouble')).toBeNull();
}

/** A release that failed on the second host in prepare: neither host was switched, and the answer says so app by app. */
async function expectNothingSwitched(answer: Answer, met: string, words: RegExp): Promise<void> {
  const said = String(answer.at('msg'));
  expect(answer.status, said).toBe(200);
  for (const path of ['code', 'data.code', 'data.data.0.code'])
    expect(answer.at(path), `${path} of ${said}`).toBe('-1');
  const [one, two] = ['0', '1'].map((at) => answer.at(`data.data.0.data.${at}`)) as Record<string, unknown>[];
  expect(one).toMatchObject({ deploy_key: 'server1', code: '-1', standing: 'old', deloy_prodir_after: {} });
  expect(two).toMatchObject({
    deploy_key: 'server2',
    code: '-1',
    standing: 'old',
    deloy_prodir_after: {},
  });
  await expectMet(answer, met);
  expect(two!.msg).toMatch(words);
  expect(answer.at('msg')).toMatch(/server2/);
  expect(await scenesOf(estate)).toEqual(before);
  expect(estate.hosts.flatMap(partsOn)).toEqual([]);
  expect(await held(estate)).toEqual([]);
  const rows = await estate.rows('SELECT * FROM pre_deploy_manage ORDER BY id DESC LIMIT 2');
  for (const row of rows) expect(row).toMatchObject({ status: 0, deloy_prodir_after: null, end_time: null });
}

test('a host that is away', async () => {
  await second.sshd.stop();
  mends.push(second.openSshd);
  const answer = await ship(estate, next());
  await expectNothingSwitched(answer, 'UNREACHABLE unreachable inspect', /cannot be reached/);
  expect((await askJob(estate, answer.at('job'))).at('trouble')).toMatchObject({ tried: { times: '2' } });
  expect(answer.at('data.data.0.data.1.advice')).toContain(second.app.host);
});

test('a host that lets us in no more', async () => {
  await second.sshd.stop();
  await second.openSshd({ clientKey: join(estate.dir, 'somebody-else') });
  mends.push(() => second.sshd.stop(), second.openSshd);
  const answer = await ship(estate, next());
  await expectNothingSwitched(answer, 'AUTHENTICATION authentication inspect', /refused the login/);
});

test('a host that shows another key is refused until somebody removes the known one', async () => {
  await second.sshd.stop();
  for (const name of ['host_key', 'host_key.pub']) rmSync(join(estate.dir, 'server2-sshd', name), { force: true });
  await second.openSshd();
  mends.push(() => estate.sql.query('DELETE FROM rexflow_host_keys WHERE address = ?', [second.app.host]));
  await expectNothingSwitched(await ship(estate, next()), 'HOST_KEY_CHANGED host-key inspect', /another host key/);
  await expectNothingSwitched(await ship(estate, next()), 'HOST_KEY_CHANGED host-key inspect', /another host key/);
});

test.skipIf('reason' in disk)('a disk without room', async () => {
  const filler = join(second.app.dir, 'filler');
  const { bavail, bsize } = statfsSync(second.app.dir);
  writeFileSync(filler, Buffer.alloc(bavail * bsize - mebibyte / 2));
  mends.push(() => rmSync(filler));
  before = await scenesOf(estate);
  await expectNothingSwitched(await ship(estate, next()), 'DISK_FULL disk inspect', /KiB free/);
});

test.skipIf('reason' in disk)('a disk that is full to the last byte of what an earlier release left', async () => {
  const left = join(second.app.dir, 'html_20200102_030405.part');
  mkdirSync(left);
  const fill = (size: number): void => {
    for (let number = 0; ; number += 1) writeFileSync(join(left, `${size}-${number}`), Buffer.alloc(size));
  };
  for (const size of [mebibyte, 4096]) expect(() => fill(size)).toThrow('ENOSPC');
  const answer = await ship(estate, next());
  expect(answer.at('code'), String(answer.at('msg'))).toBe('0');
  expect(existsSync(left)).toBe(false);
});

/** Root may write anywhere but in a file system mounted read-only; anybody else is kept out by the mode. */
const root = process.getuid?.() === 0;
function makeReadOnly({ app }: Host): void {
  if (!root) {
    const state = join(app.dir, '.rexflow', app.name);
    chmodSync(state, 0o555);
    mends.push(() => chmodSync(state, 0o755));
    return;
  }
  execFileSync('mount', ['--bind', app.dir, app.dir]);
  mends.push(() => execFileSync('umount', [app.dir]));
  execFileSync('mount', ['-o', 'remount,bind,ro', app.dir]);
}

test.skipIf(root && 'reason' in disk)('a directory that cannot be written', async () => {
  makeReadOnly(second);
  await expectNothingSwitched(
    await ship(estate, next()),
    'NOT_WRITABLE permission inspect',
    /server2 cannot be written by/,
  );
});

test.each<[string, () => void, () => void]>([
  [
    'is missing',
    () => renameSync(second.app.init, `${second.app.init}-x`),
    () => renameSync(`${second.app.init}-x`, second.app.init),
  ],
  ['cannot be executed', () => chmodSync(second.app.init, 0o644), () => chmodSync(second.app.init, 0o755)],
])('an init script that %s', async (_what, spoil, mend) => {
  spoil();
  mends.push(mend);
  before = await scenesOf(estate);
  await expectNothingSwitched(
    await ship(estate, next()),
    'INIT_MISSING application inspect',
    /init is missing or not executable/,
  );
});

/** A release that failed after the switch on the second host: it runs what it ran, the first one runs the new one. */
async function expectRestored(answer: Answer, met: string, words: RegExp): Promise<void> {
  const said = String(answer.at('msg'));
  expect(answer.status, said).toBe(200);
  for (const path of ['code', 'data.code', 'data.data.0.code'])
    expect(answer.at(path), `${path} of ${said}`).toBe('-1');
  const [one, two] = ['0', '1'].map((at) => answer.at(`data.data.0.data.${at}`)) as Record<string, unknown>[];
  const [new1, now2] = await scenesOf(estate);
  expect(one).not.toHaveProperty('code');
  expect(one!.deloy_prodir_after).toBe(new1!.program);
  expect(two).toMatchObject({ code: '-1', standing: 'restored', deloy_prodir_after: now2!.program });
  await expectMet(answer, met);
  expect(two!.msg).toMatch(words);
  expect(new1).toMatchObject({ version: `${version}.0.0` });
  expect(now2).toMatchObject({ version: before[1]!.version, program: before[1]!.program, config: before[1]!.config });
  expect(now2!.names).toEqual(before[1]!.names);
  expect(estate.hosts.flatMap(partsOn)).toEqual([]);
  expect(await held(estate)).toEqual([]);
  const rows = await estate.rows('SELECT * FROM pre_deploy_manage ORDER BY id DESC LIMIT 2');
  const row = (key: string): unknown => rows.find((found) => found.deploy_key === key);
  expect(row('server1')).toMatchObject({ status: 0, processNumber: 1, end_time: expect.any(String) });
  expect(row('server2')).toMatchObject({
    status: 0,
    processNumber: 1,
    note: expect.stringMatching(met.split(' ')[0]!),
  });
  expect(row('server2')).toMatchObject({ deloy_prodir_after: now2!.program.slice(0, 64) });
}

test('an application that ends at its start', async () => {
  const answer = await ship(estate, next(), { server2: 'fail=exit' });
  await expectRestored(
    answer,
    'START_FAILED application activate probe',
    /does not run after start.*runs its previous release again/,
  );
});

test('an application that is not healthy', async () => {
  const answer = await ship(estate, next(), { server2: 'fail=500' });
  await expectRestored(answer, 'HEALTH_FAILED health probe', /500 instead of 200.*runs its previous release again/);
});

/** Changes a line of the second host's init script until the test is over. */
const changeSecond = (line: string, instead: string): void => void mends.push(changeInit(second, line, instead));

test('an init script that hangs at the start', async () => {
  const hang = 'start) if grep -q fail=hang "$config_link/app.properties"; then sleep 86399; fi; start ;;';
  changeSecond('start) start ;;', hang);
  const answer = await ship(estate, next(), { server2: 'fail=hang' });
  await expectRestored(answer, 'START_FAILED application activate', /init script ended with status 124/);
  expect(commandLines().filter((line) => line.startsWith('sleep 86399'))).toEqual([]);
});

test('an application that does not hear SIGTERM is ended all the same', async () => {
  expect((await ship(estate, next(), { server2: 'fail=deaf' })).at('code')).toBe('0');
  changeSecond('stop) stop ;;', 'stop) running && kill "$pid"; exit 0 ;;');
  const old = (await estate.served(second))!.pid;
  const answer = await ship(estate, next());
  expect(answer.at('code'), String(answer.at('msg')).slice(0, 2000)).toBe('0');
  expect(await estate.served(second)).toMatchObject({ version: `${version}.0.0` });
  // Where nobody reaps it, a dead process stays in the table, without words.
  expect(existsSync(`/proc/${old}`) && readFileSync(`/proc/${old}/cmdline`, 'utf8')).toBeFalsy();
});

test('an init script that prints a megabyte', async () => {
  changeSecond('start) start ;;', "start) head -c 1048576 /dev/zero | tr '\\0' x; echo; start ;;");
  const answer = await ship(estate, next());
  expect(answer.at('code'), String(answer.at('msg')).slice(0, 2000)).toBe('0');
  const failed = await ship(estate, next(), { server2: 'fail=exit' });
  expect(failed.at('data.data.0.data.1.standing')).toBe('restored');
  expect(JSON.stringify(failed.body).length).toBeLessThan(20_000);
  expect(bundles(estate).length).toBeGreaterThan(0);
});
