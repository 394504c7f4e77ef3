import type { CommandResult } from '#shell';
import type { RunOptions } from './runOptions.js';
import type { SshLogin } from '../login/types.js';
import { endRemoteProcess } from './endProcess.js';
import { followEnd } from './followEnd.js';
import { stopAt } from './giveUp.js';
import { lineSplitter } from './lineSplitter.js';
import { openProcess, type SshRoute } from './openProcess.js';
import { pidReport, printPid } from './pidReport.js';
import { outputTail } from './outputTail.js';

const outputLimit = 1024 * 1024;

/** A shell reads ahead in what it is fed: one that is to leave the rest for others gets the length of its own part. */
const withInput = (size: number): string => `exec sh -c 'exec 3<&0; eval "$(head -c ${size})"'`;

/** Runs a script on a machine; see `Ssh.run`. The script never stands in an argument list, it goes in over stdin. */
export async function runOverSsh(route: SshRoute, target: SshLogin, options: RunOptions): Promise<CommandResult> {
  const { script = '', input, deadlineMs, signal, before, onLine, maxOutput = outputLimit } = options;
  const text = Buffer.from(`${printPid}\n${script}\n`);
  const opened = await openProcess(route, target, input ? withInput(text.length) : 'exec sh -s', { signal });
  const { channel } = opened;
  const began = performance.now();
  const report = pidReport();
  const stdout = outputTail(maxOutput);
  const stderr = outputTail(maxOutput);
  const heard = lineSplitter(onLine ?? (() => undefined));
  const take = (output: Buffer): void => {
    stdout.push(output);
    if (onLine) heard.push(output);
  };
  const end = followEnd(opened);
  channel.on('data', (chunk: Buffer) => take(report.take(chunk)));
  channel.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  await before?.();
  for (const bytes of [text, ...(input ?? [])]) channel.write(bytes);
  channel.end();

  const stop = stopAt(deadlineMs, signal);
  const why = await Promise.race([end.ended, stop.fired]);
  stop.clear();
  // A command that has exited is not ended by anyone, even if its last output is still on the way.
  const stopped = end.exit() === null ? why : undefined;
  if (stopped) await endRemoteProcess(route, target, opened, report, end.ended);
  else await end.ended;
  const exit = end.exit();
  channel.close();
  take(report.rest());
  heard.finish();
  return {
    exitCode: exit?.code ?? null,
    signal: exit?.signal ?? null,
    stdout: stdout.text(),
    stderr: stderr.text(),
    durationMs: performance.now() - began,
    timedOut: stopped === 'deadline',
    cancelled: stopped === 'cancel',
    connectionLost: exit === null,
  };
}
