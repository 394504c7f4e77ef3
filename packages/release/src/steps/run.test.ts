import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostsOfEachTest, until } from '../testing/hosts.js';
import { runCommandStep } from './run.js';
import { runRequest } from '../testing/requests.js';

const { host } = hostsOfEachTest();

/** True while a process that a command has written down is there. */
const runs = (file: string): boolean => existsSync(`/proc/${readFileSync(file, 'utf8').trim()}`);

function childrenOf(pid: number): string[] {
  const pids = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
  return pids.filter((child) => child !== '').flatMap(nameOf);
}

/** The name of a process; none where it has ended since it was seen. */
function nameOf(pid: string): string[] {
  try {
    return [readFileSync(`/proc/${pid}/comm`, 'utf8').trim()];
  } catch {
    return [];
  }
}

test('run gives output, errors and status, whatever they hold', () => {
  const { context, send } = host();
  const cmd = `printf 'a=1\\nline two'; echo "it's" >&2; exit 3`;
  const seen = send(runCommandStep.instruct({ ...context, request: runRequest(cmd) })).facts;
  expect(seen).toMatchObject({ stdout: 'a=1\nline two', stderr: "it's\n", exit_code: '3', trouble: 'COMMAND_FAILED' });
});

test('a command sent twice runs once, and the second sender is told what it came to', () => {
  const { context, send, root } = host();
  const request = runRequest(`echo once >>${root}/ran; echo said; exit 3`);
  const first = send(runCommandStep.instruct({ ...context, request }));
  const second = send(runCommandStep.instruct({ ...context, request }));
  expect(first.facts).toMatchObject({ stdout: 'said\n', exit_code: '3', trouble: 'COMMAND_FAILED' });
  expect(second.facts).toEqual(first.facts);
  expect(readFileSync(join(root, 'ran'), 'utf8')).toBe('once\n');
});

test('a command ends in its time, also when nobody waits for it any more', () => {
  const { context, send, root } = host();
  const pid = join(root, 'pid');
  const request = runRequest(`echo $$ >${pid}; exec sleep 60`);
  const seen = send(runCommandStep.instruct({ ...context, request, settings: { ...context.settings, command: 0.3 } }));
  expect(seen.facts).toMatchObject({ trouble: 'DEADLINE', detail_seconds: '0.3' });
  expect(runs(pid)).toBe(false);
});

test('whoever comes again and is told to end ends the command of the first one; it is not run again', async () => {
  const { context, send, sendAside, endSession, root } = host();
  const pid = join(root, 'pid');
  const request = runRequest(`echo $$ >>${pid}; exec sleep 60`);
  const first = sendAside(runCommandStep.instruct({ ...context, request }));
  await until(() => existsSync(pid) && readFileSync(pid, 'utf8') !== '');
  const second = sendAside(runCommandStep.instruct({ ...context, request }));
  await until(() => childrenOf(second.pid!).some((name) => name === 'flock'));
  endSession(second.pid!);
  await second.ended;
  await until(() => !runs(pid));
  await first.ended;
  expect(send(runCommandStep.instruct({ ...context, request })).facts.trouble).toBe('COMMAND_FAILED');
});

test('whoever is told to end while the command is about to begin ends it, too: it never runs', async () => {
  const { context, send, sendAside, endSession, root } = host();
  const programs = join(root, 'programs');
  mkdirSync(programs);
  // It never comes as far as making a group of its own.
  writeFileSync(join(programs, 'timeout'), `#!/bin/sh\necho >${root}/reached\nread never <${root}/never\n`);
  chmodSync(join(programs, 'timeout'), 0o755);
  const request = runRequest(`echo once >>${root}/ran`);
  const first = sendAside(runCommandStep.instruct({ ...context, request }), { programs });
  await until(() => existsSync(join(root, 'reached')));
  const second = sendAside(runCommandStep.instruct({ ...context, request }));
  await until(() => childrenOf(second.pid!).some((name) => name === 'flock'));
  endSession(second.pid!);
  await second.ended;
  await first.ended;
  const seen = send(runCommandStep.instruct({ ...context, request })).facts;
  expect(seen).toMatchObject({ trouble: 'COMMAND_FAILED', exit_code: '143' });
  expect(existsSync(join(root, 'ran'))).toBe(false);
});

test('a command that was told to end before it began does not begin', () => {
  const { app, context, send, root } = host();
  const outcome = join(root, `rexflow-run.${context.requestId}.${app.id}`);
  mkdirSync(outcome);
  writeFileSync(join(outcome, 'told'), '');
  const seen = send(runCommandStep.instruct({ ...context, request: runRequest(`echo once >>${root}/ran`) })).facts;
  expect(seen).toMatchObject({ trouble: 'COMMAND_FAILED', exit_code: '143' });
  expect(existsSync(join(root, 'ran'))).toBe(false);
});

test('a command that was cut off is lost: it is not run a second time', async () => {
  const { context, send, sendAside, endSession, root } = host();
  const pid = join(root, 'pid');
  const request = runRequest(`echo $$ >>${pid}; exec sleep 60`);
  const child = sendAside(runCommandStep.instruct({ ...context, request }));
  await until(() => existsSync(pid) && readFileSync(pid, 'utf8') !== '');
  endSession(child.pid!);
  await child.ended;
  expect(send(runCommandStep.instruct({ ...context, request })).facts).toMatchObject({ trouble: 'LOST' });
  expect(readFileSync(pid, 'utf8').trim().split('\n')).toHaveLength(1);
});
