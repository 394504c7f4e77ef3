import type { Socket } from 'node:net';
import { type OpenProcess, openProcess } from '../run/openProcess.js';
import { pidReport } from '../run/pidReport.js';
import type { TransferOptions } from './transferOptions.js';
import type { TransferContext } from './transfer.js';
import { joinIn, joinOut } from './join.js';
import { remoteCommand } from './remoteCommand.js';
import { rsyncArguments } from './rsyncArguments.js';
import { startLocal } from './startLocal.js';
import { superviseTransfer, type Verdict } from './superviseTransfer.js';

/** The outcome of an attempt with rsync; `missing` is the side that has none. */
export type RsyncOutcome = { missing: 'here' | 'there' } | { missing: null; verdict: Verdict; bytes: number };

/**
 * Carries by a local rsync whose connection is a channel of ours: rsync names the command it wants run on the host, we run
 * it, and two pipes join them. Rejects with the CodedError of opening the channel.
 */
export async function transferByRsync(context: TransferContext, options: TransferOptions): Promise<RsyncOutcome> {
  const local = startLocal(rsyncArguments(options));
  let opened: OpenProcess | null = null;
  try {
    local.stdout.resume();
    local.stdin.end((options.only ?? []).map((path) => `${path}\0`).join(''));
    const wanted = await Promise.race([firstLine(local.bridge), local.ended, context.stop.fired]);
    if (typeof wanted !== 'object' || wanted === null) return failedHere(wanted, local.stderr.text());
    const { line, bytes } = remoteCommand(wanted.line, options, false);
    opened = await openProcess(context.route, context.target, line, { signal: options.signal });
    const report = pidReport();
    opened.channel.write(bytes);
    if (wanted.rest.length > 0) opened.channel.write(wanted.rest);
    joinOut(local.bridge, opened);
    joinIn(opened.channel, report, local.bridge);
    const verdict = await superviseTransfer(context, options, local, opened, report);
    if (verdict.remote?.code === 127) return { missing: 'there' };
    const { bytesRead, bytesWritten } = local.bridge;
    return { missing: null, verdict, bytes: options.direction === 'push' ? bytesRead : bytesWritten };
  } finally {
    opened?.channel.close();
    await local.stop();
  }
}

/** rsync ended, or was to be ended, before it asked for its remote side. */
function failedHere(wanted: number | null | 'deadline' | 'cancel', errors: string): RsyncOutcome {
  if (wanted === 127) return { missing: 'here' };
  const stopped = typeof wanted === 'string' ? wanted : null;
  const local = typeof wanted === 'string' ? null : wanted;
  return { missing: null, verdict: { local, remote: { code: null, signal: null }, errors, stopped }, bytes: 0 };
}

/** Reads up to the first line break, and what came after it by then. */
function firstLine(socket: Socket): Promise<{ line: string; rest: Buffer }> {
  return new Promise((resolve) => {
    let held = Buffer.alloc(0);
    const take = (chunk: Buffer): void => {
      held = Buffer.concat([held, chunk]);
      const end = held.indexOf('\n');
      if (end < 0) return;
      socket.off('data', take);
      socket.pause();
      resolve({ line: held.toString('utf8', 0, end), rest: held.subarray(end + 1) });
    };
    socket.on('data', take);
  });
}
