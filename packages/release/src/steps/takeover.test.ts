import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StepContext } from '../model/step.js';
import { hostsOfEachTest, until } from '../testing/hosts.js';
import { activateStep } from './activate.js';
import { transferStep } from './transfer.js';
import { inspectStep } from './inspect.js';
import { takeoverStep } from './takeover.js';

const { host, released } = hostsOfEachTest();
const theirs = { id: 'theirs', name: 'prod on ops2' };
const nameIn = ({ paths }: StepContext): string => readFileSync(join(paths.state, 'installation'), 'utf8');

/** True while a host waits for the word of a request. */
const isWatched = (requestId: string): boolean =>
  readdirSync('/proc').some((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`watch.${requestId}`);
    } catch {
      return false; // No process, or one that has ended since.
    }
  });

test('an app without a name belongs to whoever enters first, and its name is written once', () => {
  const { context, send } = released();
  const file = join(context.paths.state, 'installation');
  expect(nameIn(context)).toBe('ours\nprod on ops1\n');
  const { ino } = statSync(file);
  expect(send(inspectStep.instruct({ ...context, fence: 2 })).facts.trouble).toBeUndefined();
  expect(statSync(file).ino).toBe(ino);
  // A power cut may leave it empty.
  writeFileSync(file, '');
  expect(send(inspectStep.instruct({ ...context, fence: 3 })).facts.trouble).toBeUndefined();
  expect(nameIn(context)).toBe('ours\nprod on ops1\n');
});

test('a host of an app that nobody named but that has seen a newer fence is left as it is', () => {
  const { context, send } = released();
  rmSync(join(context.paths.state, 'installation'));
  writeFileSync(join(context.paths.state, 'fence'), '40\n');
  const { facts } = send(inspectStep.instruct(context));
  expect(facts).toMatchObject({ trouble: 'FENCE_OLD', detail_seen: '40', detail_holder: '' });
  expect(existsSync(join(context.paths.state, 'installation'))).toBe(false);
});

test('a name that cannot be read is not taken for none', () => {
  const { context, send } = released();
  const file = join(context.paths.state, 'installation');
  rmSync(file);
  // Root may read everything but a directory.
  mkdirSync(file);
  expect(send(inspectStep.instruct(context)).facts).toMatchObject({ trouble: 'NOT_WRITABLE' });
});

test('a takeover puts the new name there, says the old one, and the old one is refused from then on', () => {
  const { context, send, app } = released();
  const [live, taker] = [readlinkSync(app.programLink), { ...context, installation: theirs }];
  expect(send(takeoverStep.instruct({ ...taker, fence: 1 })).facts).toMatchObject({
    trouble: 'FENCE_OLD',
    detail_seen: '1',
    detail_holder: 'ours',
  });
  expect(nameIn(context)).toBe('ours\nprod on ops1\n');
  const { facts } = send(takeoverStep.instruct({ ...taker, fence: 2 }));
  expect(facts).toMatchObject({ taken: 'yes', holder: 'ours', holder_name: 'prod on ops1' });
  expect(nameIn(context)).toBe('theirs\nprod on ops2\n');
  expect(readFileSync(join(context.paths.state, 'fence'), 'utf8')).toBe('2\n');
  expect(readlinkSync(app.programLink)).toBe(live);
  expect(send(inspectStep.instruct({ ...context, fence: 900 })).facts).toMatchObject({
    trouble: 'INSTALLATION_OTHER',
    detail_name: 'prod on ops2',
  });
  expect(send(inspectStep.instruct({ ...taker, fence: 3 })).facts.trouble).toBeUndefined();
});

test('a takeover of an app that has no name, or ours, takes it from nobody', () => {
  const { context, send } = host();
  for (const fence of [1, 1]) {
    const { facts } = send(takeoverStep.instruct({ ...context, fence }));
    expect(facts.taken).toBe('yes');
    expect(facts.holder).toBeUndefined();
  }
});

test('what the other rexflow carries and what its host waits for end with the takeover', async () => {
  const { context, send, root } = released();
  const instruction = transferStep.instruct(context);
  if (instruction.do !== 'carry') throw new Error('no carry');
  const words = `(\n${instruction.guard}\n) </dev/null || exit 76\nexec sleep 600`;
  const carrier = spawn('sh', ['-c', words], { detached: true, stdio: 'ignore' });
  const ended = new Promise((resolve) => carrier.once('exit', (_status, signal) => resolve(signal)));
  const carriers = join(context.paths.state, 'carriers', String(carrier.pid));
  await until(() => existsSync(carriers));
  const waiting = { ...context, requestId: `request-${process.pid}`, confirm: 600 };
  expect(send(activateStep.instruct(waiting)).facts.trouble).toBeUndefined();
  const now = readlinkSync(join(context.paths.state, 'live'));
  const { facts } = send(takeoverStep.instruct({ ...context, installation: theirs, requestId: 'request-2', fence: 9 }));
  expect(facts.taken).toBe('yes');
  expect(await ended).toBe('SIGKILL');
  expect(readFileSync(join(context.paths.state, 'journal'), 'utf8')).toContain(`${waiting.requestId} watch ended\n`);
  await until(() => !isWatched(waiting.requestId));
  expect(readlinkSync(join(context.paths.state, 'live'))).toBe(now);
  expect(readFileSync(join(root, 'calls'), 'utf8').trim().split('\n').at(-1)).toBe('start');
});
