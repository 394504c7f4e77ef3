import { setTimeout as delay } from 'node:timers/promises';
import type { OpenProcess, SshRoute } from '../run/openProcess.js';
import { endRemoteProcess } from '../run/endProcess.js';
import type { End, Exit } from '../run/followClose.js';
import type { Stop } from '../run/giveUp.js';
import type { PidReport } from '../run/pidReport.js';
import { outputTail } from '../run/outputTail.js';
import type { TransferOptions } from './transferOptions.js';
import type { SshLogin } from '../login/types.js';
import { watchStandstill } from './standstill.js';
import type { Local } from './startLocal.js';

const lastWordsMs = 1_000;

/** The end of a transfer on both sides. */
export interface Verdict {
  /** Exit status here, null after a signal. */
  local: number | null;
  /** Null when the connection broke first. */
  remote: Exit | null;
  /** The end of the error output of both sides. */
  errors: string;
  /** Who ended it from outside, if anyone. */
  stopped: 'deadline' | 'cancel' | 'still' | null;
}

/** Waits for both sides of a transfer, and ends both when it is stopped. Call before the channel's first data can come. */
export async function superviseTransfer(
  { route, target, stop }: { route: SshRoute; target: SshLogin; stop: Stop },
  { direction, standstill }: TransferOptions,
  local: Local,
  opened: OpenProcess,
  report: PidReport,
): Promise<Verdict> {
  const { channel, end } = opened;
  const complaints = outputTail(64 * 1024);
  channel.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  if (direction === 'push') void dismissSender(local, end);
  const both = Promise.all([local.ended, end.ended]).then(() => null);
  const watch = standstill && watchStandstill(() => movedBy(local), standstill);
  const stopped = await Promise.race([both, stop.fired, ...(watch ? [watch.fired] : [])]);
  watch?.clear();
  if (stopped) {
    const remote = end.exit() ? undefined : endRemoteProcess(route, target, opened, report, end.ended);
    await Promise.all([local.stop(), remote]);
  }
  const status = stopped ? null : await local.ended;
  return { local: status, remote: end.exit(), errors: local.stderr.text() + complaints.text(), stopped };
}

/** Bytes that a local program took from the other side or had taken there, a little behind or ahead of what the host saw. */
function movedBy({ stdin, stdout, bridge }: Local): number {
  return stdin.bytesWritten + stdout.bytesRead + bridge.bytesRead + bridge.bytesWritten;
}

/** rsync does not notice that its other side is gone as long as it has something to send, and we take what it sends. */
async function dismissSender(local: Local, end: End): Promise<void> {
  await end.ended;
  if (end.exit()?.code === 0) return;
  await Promise.race([local.ended, delay(lastWordsMs, undefined, { ref: false })]);
  await local.stop();
}
