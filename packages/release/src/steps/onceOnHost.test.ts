import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { facts } from '#shell';
import { expect, test } from 'vitest';
import { running } from '../testing/failingHosts.js';
import { calls, hostsOfEachTest, until } from '../testing/hosts.js';
import { activateStep } from './activate.js';
import { confirmStep } from './confirm.js';
import { disarmStep } from './disarm.js';
import { inspectStep } from './inspect.js';
import { revertStep } from './revert.js';
import { verifyTargetStep } from './verifyTarget.js';

const { host, released } = hostsOfEachTest();

/** Replaces the application's init script by one that does `line` at each start of release B. */
function onStart(made: ReturnType<typeof released>, line: string) {
  const init = join(made.root, 'other-init');
  const isB = `[ "$1" = start ] && [ "$(cat ${made.app.programLink}/VERSION)" = B ]`;
  writeFileSync(init, `#!/bin/sh\n${isB} && { ${line}; }\nexec ${made.app.init} "$1"\n`, { mode: 0o755 });
  return { ...made.context, app: { ...made.app, init } };
}

test('a failed activation sent again says the same and tries nothing again', () => {
  const made = released();
  const context = onStart(made, `echo tried >>${made.root}/tries; exit 1`);
  const first = made.send(activateStep.instruct(context));
  const tries = readFileSync(join(made.root, 'tries'), 'utf8');
  const again = made.send(activateStep.instruct({ ...context, fence: 2 }));
  expect(again.status).toBe(first.status);
  expect(again.facts).toMatchObject({ trouble: 'START_FAILED', recalled: 'yes' });
  expect(again.facts.detail_reason).toBe(first.facts.detail_reason);
  expect(readFileSync(join(made.root, 'tries'), 'utf8')).toBe(tries);
});

test('an activation told to end stops at once; sent again it goes on, and revert puts all back', async () => {
  const made = released();
  const here = join(made.root, 'here');
  const context = onStart(made, `[ -e ${here} ] || { echo >${here}; exec sleep 60; }`);
  const child = made.sendAside(activateStep.instruct(context));
  await until(() => existsSync(here));
  made.endSession(child.pid!);
  expect(await child.ended).toEqual([143, null]);
  const again = made.send(activateStep.instruct({ ...context, fence: 2 }));
  expect(again.facts).toMatchObject({ program_now: made.context.paths.program, processes: '1' });
  expect(calls(made.root)).toEqual(['start', 'stop', 'start']);
  const undone = made.send(revertStep.instruct({ ...context, fence: 3 }));
  expect(undone.facts).toMatchObject({ program_now: made.before.program, processes: '1' });
  expect(readdirSync(join(made.context.paths.state, 'pairs'))).toHaveLength(1);
});

test('an application that was told to stop is not taken for running: revert stops it fully and starts it', async () => {
  const made = released();
  const { app, context, root } = made;
  const asked = join(root, 'asked');
  const init = join(root, 'slow-init');
  // It ends a while after it was told to, whatever becomes of the init script that told it.
  const later = `setsid sh -c "sleep 1; kill $(cat ${root}/pid)" </dev/null >/dev/null 2>&1 &`;
  writeFileSync(
    init,
    `#!/bin/sh\n[ "$1" = stop ] && [ ! -e ${asked} ] && { ${later} echo >${asked}; exec sleep 60; }\nexec ${app.init} "$1"\n`,
    { mode: 0o755 },
  );
  const slow = { ...context, app: { ...app, init } };
  const pid = readFileSync(join(root, 'pid'), 'utf8');
  const child = made.sendAside(activateStep.instruct(slow));
  await until(() => existsSync(asked));
  made.endSession(child.pid!);
  await child.ended;
  const undone = made.send(revertStep.instruct({ ...slow, fence: 2 }));
  expect(undone.facts).toMatchObject({ program_now: made.before.program, processes: '1' });
  expect(readFileSync(join(root, 'pid'), 'utf8')).not.toBe(pid);
});

test('an activation that went well is not told again once its application is gone', async () => {
  const { context, send, app, key, root } = released();
  send(activateStep.instruct(context));
  spawnSync(app.init, ['stop']);
  await until(() => running(key).length === 0);
  const again = send(activateStep.instruct({ ...context, fence: 2 }));
  expect(again.facts).toMatchObject({ recalled: 'yes', trouble: 'START_FAILED' });
  expect(calls(root)).toEqual(['start', 'stop', 'start', 'stop']);
});

test('a journal that cannot be written stops an activation before it does anything', () => {
  const { context, send, app, before, root } = released();
  mkdirSync(join(context.paths.state, 'journal'));
  expect(send(activateStep.instruct(context)).facts.trouble).toBe('NOT_WRITABLE');
  expect([realpathSync(app.programLink), calls(root)]).toEqual([before.program, ['start']]);
});

test('a holder whose fence cannot be kept is refused', () => {
  const { context, send, app, before } = released();
  mkdirSync(join(context.paths.state, 'fence.new'));
  expect(send(activateStep.instruct({ ...context, fence: 9 })).facts.trouble).toBe('NOT_WRITABLE');
  expect(realpathSync(app.programLink)).toBe(before.program);
});

test('whoever waits too long for the lock of a host is told what holds it, and may come again', () => {
  const { context, send } = released();
  const lock = join(context.paths.state, 'lock');
  const patient = activateStep.instruct(context);
  if (patient.do !== 'script') throw new Error('not a script');
  const impatient = { ...patient, script: patient.script.replace(/^lock_seconds=.*$/m, 'lock_seconds=0') };
  const held = spawnSync('flock', [lock, 'sh', '-s'], { input: impatient.script, encoding: 'utf8' });
  expect(facts(held.stdout)).toMatchObject({ trouble: 'HOST_BUSY', detail_path: lock });
  expect(send(patient).facts.program_now).toBe(context.paths.program);
});

test('a first release that never switched leaves nothing to go back to, and nothing behind', () => {
  const { context, send, directory } = host();
  directory(context.paths.program, 'B');
  directory(context.paths.config!, 'B');
  const facts = send(inspectStep.instruct(context)).facts;
  const undone = send(revertStep.instruct({ ...context, facts }));
  expect([undone.status, undone.facts.program_now]).toEqual([0, undefined]);
  send(activateStep.instruct({ ...context, facts, requestId: 'request-2' }));
  const switched = send(revertStep.instruct({ ...context, facts, requestId: 'request-2' }));
  expect(switched.facts.trouble).toBe('NO_PREVIOUS');
});

test('a host that is armed switches with what was made ready, and one that is disarmed shows nothing of it', () => {
  const { context, send, app } = released();
  const target = { program: context.paths.program, config: context.paths.config };
  const ready = join(context.paths.state, 'live.rexflow');
  send(verifyTargetStep.instruct({ ...context, target }));
  const armed = realpathSync(join(ready, 'program'));
  expect(armed).toBe(context.paths.program);
  expect(realpathSync(app.programLink)).not.toBe(armed);
  send(disarmStep.instruct(context));
  expect(existsSync(ready)).toBe(false);
  expect(readdirSync(join(context.paths.state, 'pairs'))).toHaveLength(1);
  send(verifyTargetStep.instruct({ ...context, target }));
  const pair = realpathSync(ready);
  send(activateStep.instruct(context));
  expect(realpathSync(join(context.paths.state, 'live'))).toBe(pair);
});

test('a host that nobody confirms goes back by itself, and says so to who comes late', async () => {
  const { context, send, app, before, root } = released();
  const watched = { ...context, confirm: 1 };
  expect(send(activateStep.instruct(watched)).facts.program_now).toBe(context.paths.program);
  await until(() => realpathSync(app.programLink) === before.program && calls(root).at(-1) === 'start');
  expect(realpathSync(app.configLink)).toBe(before.config);
  // Secrets may stand in it.
  expect(existsSync(join(context.paths.state, `watch.${watched.requestId}`))).toBe(false);
  expect(calls(root)).toEqual(['start', 'stop', 'start', 'stop', 'start']);
  expect(send(confirmStep.instruct(watched)).facts).toMatchObject({ trouble: 'NOT_CONFIRMED', detail_seconds: '1' });
  expect(send(revertStep.instruct(watched)).facts).toMatchObject({ program_now: before.program, processes: '1' });
  expect(calls(root)).toHaveLength(5);
});

test.each(['confirm', 'revert'] as const)('a host does not go back by itself after %s', async (word) => {
  const { context, send, app, root } = released();
  const watched = { ...context, confirm: 2 };
  send(activateStep.instruct(watched));
  send((word === 'confirm' ? confirmStep : revertStep).instruct(watched));
  const seen = [realpathSync(app.programLink), calls(root)];
  await until(() => !watches(join(context.paths.state, `watch.${watched.requestId}`)));
  expect([realpathSync(app.programLink), calls(root)]).toEqual(seen);
});

/** True while the watch that lies in a file is running. */
function watches(file: string): boolean {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.some((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(file);
    } catch {
      return false; // It ended while we looked.
    }
  });
}
