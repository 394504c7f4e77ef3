import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { partDirectory } from '../model/paths.js';
import { payloadOf } from '../testing/payload.js';
import { calls, hostsOfEachTest, until } from '../testing/hosts.js';
import { activateStep } from './activate.js';
import { discardStep } from './discard.js';
import { inspectStep } from './inspect.js';
import { revertStep } from './revert.js';
import { sealExactlyStep, sealStep } from './seal.js';

const { host, released } = hostsOfEachTest();

test('inspect tells the live directories and makes the part directories', () => {
  const { app, context, directory, liveAt, send } = host();
  liveAt(app.programLink, directory(`${app.programLink}_1`, 'A'));
  const payload = payloadOf(10, 1);
  const seen = send(inspectStep.instruct({ ...context, payload }));
  expect(seen.facts).toMatchObject({ program_before: `${app.programLink}_1`, config_before: '' });
  expect(existsSync(partDirectory(context.paths.program))).toBe(true);
  expect(existsSync(partDirectory(context.paths.config!))).toBe(true);
});

test('inspect takes away what an earlier release could not, and nothing else', () => {
  const { app, context, directory, liveAt, send } = host();
  liveAt(app.programLink, directory(`${app.programLink}_20260101_000000`, 'A'));
  const stray = [
    partDirectory(`${app.programLink}_20260102_000000`),
    partDirectory(`${app.configLink}_20260102_000000`),
  ];
  const kept = [
    `${app.programLink}_20260101_000000`,
    partDirectory(`${app.programLink}2_20260102_000000`),
    `${app.programLink}_x.part`,
  ];
  for (const path of [...stray, ...kept]) directory(path, 'B');
  send(inspectStep.instruct({ ...context, payload: payloadOf(10, 1) }));
  expect([...stray, ...kept].map((path) => existsSync(path))).toEqual([false, false, true, true, true]);
  expect(existsSync(partDirectory(context.paths.program))).toBe(true);
});

test('inspect refuses a full disk with both figures, and a missing init script', () => {
  const { context, send, app } = host();
  const payload = payloadOf(2 ** 60, 1);
  const full = send(inspectStep.instruct({ ...context, payload }));
  expect(full.facts.trouble).toBe('DISK_FULL');
  expect(Number(full.facts.detail_needed)).toBeGreaterThan(Number(full.facts.detail_free));
  const gone = { ...context, app: { ...app, init: '/nonexistent/init' } };
  expect(send(inspectStep.instruct(gone)).facts).toMatchObject({
    trouble: 'INIT_MISSING',
    detail_path: '/nonexistent/init',
  });
});

test('a script of an older fence is refused and changes nothing', () => {
  const { context, send, before, app } = released();
  expect(send(activateStep.instruct({ ...context, fence: 7 })).status).toBe(0);
  const late = send(revertStep.instruct({ ...context, fence: 6 }));
  expect(late.facts).toMatchObject({ trouble: 'FENCE_OLD', detail_seen: '7', detail_fence: '6' });
  expect(realpathSync(app.programLink)).not.toBe(before.program);
});

test('activate stops, switches both links, starts, and tells where everything lies', () => {
  const { context, send, app, before, root } = released();
  const seen = send(activateStep.instruct(context));
  expect(seen.facts).toMatchObject({
    program_now: context.paths.program,
    config_now: context.paths.config,
    program_lies: before.program,
    config_lies: before.config,
    processes: '1',
  });
  expect(realpathSync(app.programLink)).toBe(context.paths.program);
  expect(calls(root)).toEqual(['start', 'stop', 'start']);
});

test('activate sent again after it ended stops and starts nothing', () => {
  const { context, send, root } = released();
  send(activateStep.instruct(context));
  const again = send(activateStep.instruct({ ...context, fence: 2 }));
  expect(again.status).toBe(0);
  expect(again.facts).toMatchObject({ program_now: context.paths.program, processes: '1' });
  expect(calls(root)).toEqual(['start', 'stop', 'start']);
});

test('a script goes on when nobody listens any more, and the application gets its signals as they were', async () => {
  const { context, sendAside, send, root, app } = released();
  const child = sendAside(activateStep.instruct(context));
  child.stdout.destroy();
  await child.ended;
  expect(realpathSync(app.programLink)).toBe(context.paths.program);
  send(activateStep.instruct({ ...context, fence: 2 }));
  expect(calls(root)).toEqual(['start', 'stop', 'start']);
  const pid = readFileSync(join(root, 'pid'), 'utf8').trim();
  const ignored = BigInt(`0x${/^SigIgn:\s*(\w+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]!}`);
  const [hangup, pipe] = [1n << 0n, 1n << 12n];
  expect(ignored & (hangup | pipe)).toBe(0n);
});

test('an application that does not come up is told with what the init script said, and revert puts the old one back', () => {
  const { context, send, app, before, root } = released();
  const init = join(root, 'broken');
  writeFileSync(
    init,
    `#!/bin/sh\n[ "$1" = start ] && [ "$(cat ${app.programLink}/VERSION)" = B ] && { echo cannot bind; exit 1; }\nexec ${app.init} "$1"\n`,
    { mode: 0o755 },
  );
  const broken = { ...context, app: { ...app, init } };
  const failed = send(activateStep.instruct(broken));
  expect(failed.facts.trouble).toBe('START_FAILED');
  expect(failed.facts.detail_reason).toContain('cannot bind');
  const undone = send(revertStep.instruct(broken));
  expect(undone.facts).toMatchObject({ program_now: before.program, config_now: before.config, processes: '1' });
});

test('a real directory in place of the live link is moved aside once, and found there by revert', () => {
  const { app, context, directory, send } = host();
  directory(app.programLink, 'A');
  directory(app.configLink, 'A');
  directory(context.paths.program, 'B');
  directory(context.paths.config!, 'B');
  const facts = send(inspectStep.instruct(context)).facts;
  const seen = send(activateStep.instruct({ ...context, facts }));
  const aside = `${app.programLink}_nolinkbak_${context.stamp}`;
  expect(seen.facts).toMatchObject({ program_now: context.paths.program, program_lies: aside });
  expect(readFileSync(join(aside, 'VERSION'), 'utf8')).toBe('A');
  const undone = send(revertStep.instruct({ ...context, facts }));
  expect(undone.facts.program_now).toBe(aside);
  expect(readFileSync(join(app.programLink, 'VERSION'), 'utf8')).toBe('A');
});

test('the nested layout places the program below baseapp_dir, moves the old one to backup_dir, and back', () => {
  const { app, context, directory, liveAt, send } = host('nested');
  const old = directory(join(context.settings.baseappDir, 'html_20260101_000000'), 'A');
  liveAt(app.programLink, old);
  directory(context.paths.program, 'B');
  const facts = send(inspectStep.instruct(context)).facts;
  const seen = send(activateStep.instruct({ ...context, facts }));
  const backup = join(context.settings.backupDir, 'html', context.stamp, 'html_20260101_000000');
  expect(seen.facts).toMatchObject({ program_now: context.paths.program, program_lies: backup });
  expect(existsSync(old)).toBe(false);
  expect(send(revertStep.instruct({ ...context, facts })).facts.program_now).toBe(old);
  expect(readFileSync(join(app.programLink, 'VERSION'), 'utf8')).toBe('A');
});

test('is_restart_status 1 switches under the running application', () => {
  const { context, send, app, root } = released();
  const seen = send(activateStep.instruct({ ...context, app: { ...app, restarts: false } }));
  expect(seen.facts).toMatchObject({ program_now: context.paths.program, processes: '1' });
  expect(calls(root)).toEqual(['start']);
});

test('seal gives the part directories their names only when every file is what was sent', () => {
  const { context, send, directory } = host();
  const sha = (text: string) => spawnSync('sha256sum', { input: text, encoding: 'utf8' }).stdout.slice(0, 64);
  const payload = payloadOf(2, 2, `${sha('B')}  VERSION\n`, `${sha('B')}  VERSION\n`);
  const laden = { ...context, payload };
  send(inspectStep.instruct(laden));
  directory(partDirectory(context.paths.program), 'X');
  directory(partDirectory(context.paths.config!), 'B');
  expect(send(sealStep.instruct(laden)).facts).toMatchObject({ mismatch: 'yes' });
  expect(send(sealExactlyStep.instruct(laden)).facts).toMatchObject({ trouble: 'VERIFY_FAILED' });
  directory(partDirectory(context.paths.program), 'B');
  const seen = send(sealStep.instruct(laden));
  expect(seen.facts).toMatchObject({ sealed: 'yes', mismatch: 'no' });
  expect(seen.facts.size).toMatch(/^\S+ \S+html_\S+ \S+ \S+conf_\S+$/);
  expect(existsSync(context.paths.config!)).toBe(true);
  expect(send(inspectStep.instruct(laden)).facts.sealed).toBe('yes');
});

test('seal refuses a file too many', () => {
  const { context, send, directory } = host();
  const sha = spawnSync('sha256sum', { input: 'B', encoding: 'utf8' }).stdout.slice(0, 64);
  const laden = { ...context, payload: payloadOf(1, 1, `${sha}  VERSION\n`) };
  send(inspectStep.instruct(laden));
  writeFileSync(join(directory(partDirectory(context.paths.program), 'B'), 'stray'), '');
  expect(send(sealStep.instruct(laden)).facts).toMatchObject({
    trouble: 'VERIFY_FAILED',
    detail_reason: '2 files instead of 1',
  });
});

test('inspect removes what is no longer kept, and never what is live', () => {
  const { context, send, before, app } = released();
  const old = `${app.programLink}_20250101_000000`;
  mkdirSync(old);
  const seen = send(inspectStep.instruct({ ...context, expired: [old, before.program] }));
  expect(seen.facts.pruned).toBe('1');
  expect(existsSync(old)).toBe(false);
  expect(existsSync(before.program)).toBe(true);
});

test.each(['sh', 'bash'])(
  'with %s as its shell the lock of an app is free while old releases are being removed',
  async (shell) => {
    const { context, root, app, send } = released();
    const old = `${app.programLink}_20250101_000000`;
    mkdirSync(old);
    // In place of the removal, which nobody waits for: it tells whether it can have the lock.
    const told = join(root, 'told');
    const lock = join(context.paths.state, 'lock');
    const removal = `#!/bin/sh\nflock -w 5 ${lock} true && echo free >${told} || echo kept >${told}\n`;
    const programs = join(root, 'bin');
    mkdirSync(programs);
    writeFileSync(join(programs, 'nice'), removal, { mode: 0o755 });
    const seen = send(inspectStep.instruct({ ...context, expired: [old] }), { shell, programs });
    expect(seen.facts.pruned).toBe('1');
    await until(() => existsSync(told) && readFileSync(told, 'utf8') !== '');
    expect(readFileSync(told, 'utf8')).toBe('free\n');
  },
);

test('discard takes the new directories away and leaves the live ones', () => {
  const { context, send, before, root } = released();
  send(discardStep.instruct(context));
  const left = readdirSync(join(root, 'www')).filter((name) => name.includes(context.stamp));
  expect(left).toEqual([]);
  expect(existsSync(before.program)).toBe(true);
});
