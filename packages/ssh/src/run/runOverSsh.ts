import type { CommandResult } from '#shell';
import type { RunOptions } from './runOptions.js';
import type { SshLogin } from '../login/types.js';
import { endRemoteProcess } from './endProcess.js';
import { fed } from './fed.js';
import { followEnd } from './followEnd.js';
import { stopAt } from './giveUp.js';
import { lineSplitter } from './lineSplitter.js';
import { requireBegun } from './loginShell.js';
import { openProcess, type SshRoute } from './openProcess.js';
import { pidReport } from './pidReport.js';
import { outputTail } from './outputTail.js';

const outputLimit = 1024 * 1024;

/** Runs a script on a machine; see `Ssh.run`. The script never stands in an argument list, it goes in over stdin. */
export async function runOverSsh(route: SshRoute, target: SshLogin, options: RunOptions): Promise<CommandResult> {
  const { script = '', input, deadlineMs, signal, before, onLine, maxOutput = outputLimit } = options;
  const { line, bytes: text } = fed(script, input ? 'file 3' : 'nothing');
  const opened = await openProcess(route, target, line, { signal });
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
  const result: CommandResult = {
    exitCode: exit?.code ?? null,
    signal: exit?.signal ?? null,
    stdout: stdout.text(),
    stderr: stderr.text(),
    durationMs: performance.now() - began,
    timedOut: stopped === 'deadline',
    cancelled: stopped === 'cancel',
    connectionLost: exit === null,
  };
  requireBegun(target, result, report.pid());
  return result;
}
