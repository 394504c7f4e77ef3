import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StepContext } from '../model/step.js';
import { hostsOfEachTest, until } from '../testing/hosts.js';
import { transferStep } from './transfer.js';
import { discardStep } from './discard.js';

const { host } = hostsOfEachTest();

/** Does what the remote side of a transfer does: asks the guard, then goes on as the program that receives. */
function receive(context: StepContext, program = 'exec sleep 60'): ChildProcess {
  const instruction = transferStep.instruct(context);
  if (instruction.do !== 'carry') throw new Error('no carry');
  const words = `(\n${instruction.guard}\n) </dev/null || exit 76\n${program}`;
  return spawn('sh', ['-c', words], { detached: true, stdio: 'ignore' });
}
const enlisted = ({ paths }: StepContext): string[] => readdirSync(join(paths.state, 'carriers'));
const here = (context: StepContext, { pid }: ChildProcess) =>
  until(() => existsSync(join(context.paths.state, 'carriers', String(pid))));

test('who carries for a newer holder ends those who carry for an older one', async () => {
  const { context } = host();
  const old = receive(context);
  await here(context, old);
  const beside = receive(context);
  await here(context, beside);
  const late = receive({ ...context, fence: 2 });
  expect(await Promise.all([once(old, 'exit'), once(beside, 'exit')])).toEqual([
    [null, 'SIGKILL'],
    [null, 'SIGKILL'],
  ]);
  await here(context, late);
  expect(enlisted(context)).toEqual([String(late.pid)]);
  const [code] = (await once(receive(context), 'exit')) as [number];
  expect(code).toBe(76);
  process.kill(late.pid!);
});

test('what a carrier started ends with it', async () => {
  const { context, root } = host();
  const pid = join(root, 'helper');
  const old = receive(context, `sleep 60 & echo $! >${pid}; wait`);
  await until(() => existsSync(pid) && readFileSync(pid, 'utf8') !== '');
  const late = receive({ ...context, fence: 2 });
  await once(old, 'exit');
  await until(() => !existsSync(`/proc/${readFileSync(pid, 'utf8').trim()}`));
  // It goes on writing what it asks for until it is known.
  await here({ ...context, fence: 2 }, late);
  late.kill();
});

test('discard ends carriers, and leaves a process alone that only has the pid of one', async () => {
  const { context, send } = host();
  const old = receive(context);
  await here(context, old);
  const stranger = spawn('sleep', ['60']);
  writeFileSync(join(context.paths.state, 'carriers', String(stranger.pid)), '1 12345\n');
  const ended = once(old, 'exit');
  expect(send(discardStep.instruct({ ...context, fence: 2 })).facts.discarded).toBe('yes');
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  stranger.kill();
  expect(enlisted(context)).toEqual([]);
});
