import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { facts as factsOf } from '#shell';
import { expect, test } from 'vitest';
import type { App } from '../model/app.js';
import { doctorFound, type KnownHostFacts } from '../findings/doctor.js';
import type { StepContext } from '../model/step.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { doctorStep, hostTools } from './doctor.js';

const { host, released } = hostsOfEachTest();
const installation = { id: 'ours', name: 'prod on ops1' };
const known: KnownHostFacts = { hostKeys: 'known_hosts', authorities: [], owner: '', installation };

/** The findings of the script now, with the PATH that is given. */
function look(context: StepContext, { path, as = known }: { path?: string; as?: KnownHostFacts } = {}) {
  const instruction = doctorStep.instruct(context);
  if (instruction.do !== 'script') throw new Error('not a script');
  const env = { ...process.env, ...(path === undefined ? {} : { PATH: path }) };
  const ended = spawnSync('/bin/sh', ['-s'], { input: instruction.script, encoding: 'utf8', env });
  const heard = { ...factsOf(ended.stdout), clock_heard: String(Date.now()) };
  const { state, findings } = doctorFound(heard, context.app, as);
  const byName = Object.fromEntries(findings.map((finding) => [finding.name, finding]));
  const bad = findings.filter((finding) => finding.state !== 'ok').map((finding) => [finding.name, finding.state]);
  return { status: ended.status, stderr: ended.stderr, state, findings, byName, bad: Object.fromEntries(bad) };
}

test('a host that was released to is well, and nothing is changed to find it out', () => {
  const { context, root } = released();
  const tree = (): string => spawnSync('find', [root, '-printf', '%p %T@ %s\n'], { encoding: 'utf8' }).stdout;
  const before = tree();
  const { status, stderr, bad, byName, findings } = look(context);
  expect([status, stderr]).toEqual([0, '']);
  // Disks of test machines may be full.
  expect(Object.keys(bad).filter((name) => !/\.(space|inodes)$/.test(name))).toEqual([]);
  expect(tree()).toBe(before);
  expect(byName['host.rsync']!.message).toMatch(/^rsync +version 3/);
  expect(byName['host.tools']!.message).toMatch(/tar.*flock/);
  expect(byName['host.clock']!.message).toMatch(/^its clock is \d+ ms/);
  expect(byName['program.inodes']?.message ?? '1 of 1 inodes are free').toMatch(/^\d+ of \d+ inodes are free/);
  expect(byName['program.space']!.message).toMatch(/^\d+ of \d+ MiB are free/);
  for (const { state, advice } of findings) expect(advice === null).toBe(state === 'ok');
});

test('whom an app belongs to is told, and what to do where that is another rexflow', () => {
  const { context } = released();
  expect(look(context).byName['app.holder']).toMatchObject({
    state: 'ok',
    message: expect.stringContaining('this rexflow'),
  });
  const stranger = look(context, { as: { ...known, installation: { id: 'theirs', name: 'prod on ops2' } } });
  expect(stranger.byName['app.holder']).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('prod on ops1 (ours)'),
    advice: expect.stringContaining('rexflow takeover server1 --reason'),
  });
  expect(look(host().context).byName['app.holder']).toMatchObject({
    state: 'ok',
    message: expect.stringContaining('no rexflow yet'),
  });
});

test('tools that are missing are named; without rsync it goes on by tar', () => {
  const { context, root } = released();
  const path = mkdtempSync(join(root, 'bin-'));
  for (const tool of hostTools.filter((name) => name !== 'flock' && name !== 'base64')) {
    const found = spawnSync('/bin/sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim();
    symlinkSync(found, join(path, tool));
  }
  const { bad, byName } = look(context, { path });
  expect(bad).toMatchObject({ 'host.tools': 'failed', 'host.rsync': 'warning' });
  expect(byName['host.tools']!.message).toBe('not found: base64 flock');
});

test('a host nobody released to, with a real directory for a live link', () => {
  const { context, app } = host();
  mkdirSync(app.programLink, { recursive: true });
  expect(look(context).bad).toMatchObject({ 'program.live': 'warning', 'config.live': 'warning' });
  expect(look({ ...context, app: { ...app, layout: 'nested' } }).bad).not.toHaveProperty('program.live');
});

test('a live link that leads to nothing, and one that is a file', () => {
  const { context, app, before } = released();
  rmSync(before.program, { recursive: true });
  rmSync(app.configLink);
  writeFileSync(app.configLink, '');
  const { bad, byName, state } = look(context);
  expect(bad).toMatchObject({ 'program.live': 'failed', 'config.live': 'failed' });
  expect(byName['program.live']!.advice).toContain('roll it back');
  expect(state).toBe('failed');
});

test('an init script that is missing or not executable is bad for who is restarted by it', () => {
  const { context, app } = released();
  const quiet: App = { ...app, restarts: false };
  chmodSync(app.init, 0o644);
  expect(look(context).byName['app.init']).toMatchObject({
    state: 'failed',
    message: `${app.init} is not executable`,
  });
  rmSync(app.init);
  expect(look(context).byName['app.init']!.message).toBe(`${app.init} is not there`);
  expect(look({ ...context, app: quiet }).bad).toMatchObject({ 'app.init': 'warning' });
});

test('what the host said is held against what the worker knows', () => {
  const { app } = host();
  const said = {
    program_inodes_total: '1000',
    program_inodes_free: '7',
    user: 'deploy',
    clock: '10000',
    clock_heard: '15000',
    state_writable: 'no',
    program_dir: '/data',
  };
  const { findings } = doctorFound(
    { ...said, program_writable: 'no', program_total: '1000000', program_free: '900000' },
    app,
    { hostKeys: 'first-contact', authorities: ['SHA256:ca'], owner: 'app:app', installation },
  );
  const byName = Object.fromEntries(findings.map((finding) => [finding.name, finding]));
  expect(byName['host.clock']).toMatchObject({ state: 'warning', message: expect.stringContaining('5000 ms behind') });
  expect(byName['host.user']).toMatchObject({ state: 'failed', message: expect.stringContaining('needs root') });
  expect(byName['host.state']!.state).toBe('failed');
  expect(byName['program.writable']).toMatchObject({ state: 'failed', advice: expect.stringContaining('deploy') });
  expect(byName['program.space']!.state).toBe('warning');
  expect(byName['program.inodes']).toMatchObject({ state: 'warning', message: '7 of 1000 inodes are free for /data' });
  expect(byName['host.key']!.message).toContain('first contact');
  expect(byName['host.authority']).toMatchObject({ state: 'warning', message: expect.stringContaining('SHA256:ca') });
  const byFile = doctorFound({}, app, { ...known, authorities: ['SHA256:ca'] });
  expect(byFile.findings.find(({ name }) => name === 'host.authority')).toMatchObject({ state: 'ok', advice: null });
});
