import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '#shell';
import { type OpenProcess, openProcess } from '../run/openProcess.js';
import { pidReport } from '../run/pidReport.js';
import type { TransferOptions } from './transferOptions.js';
import type { TransferContext } from './transfer.js';
import { joinIn, joinOut } from './join.js';
import { remoteCommand } from './remoteCommand.js';
import { startLocal } from './startLocal.js';
import { superviseTransfer, type Verdict } from './superviseTransfer.js';
import { packArguments, unpackArguments } from './tarArguments.js';

/**
 * Carries by a stream of tar, for hosts without rsync: sends everything, whatever the other side holds already. Rejects with
 * the CodedError of opening the channel.
 */
export async function transferByTar(
  context: TransferContext,
  options: TransferOptions,
): Promise<{ verdict: Verdict; bytes: number }> {
  const { direction, local: here, remote: there, only } = options;
  const isPush = direction === 'push';
  const empties = options.delete === true && !only;
  if (!isPush) await makeReady(here, empties);
  const list = (only ?? []).map((path) => `${path}\0`).join('');
  const words = isPush ? unpackArguments(there) : packArguments(there, only !== undefined);
  const { line, bytes } = remoteCommand(command(...words), options, empties);
  const opened: OpenProcess = await openProcess(context.route, context.target, line, { signal: options.signal });
  const { channel } = opened;
  const local = startLocal(isPush ? packArguments(here, only !== undefined) : unpackArguments(here));
  try {
    const report = pidReport();
    channel.write(bytes);
    local.bridge.end().resume();
    if (isPush) {
      local.stdin.end(list);
      joinOut(local.stdout, opened);
      // Else it would read the whole tree for nobody.
      channel.once('close', () => local.stdout.destroy());
      channel.on('data', (chunk: Buffer) => void report.take(chunk));
    } else {
      channel.end(list);
      local.stdout.resume();
      joinIn(channel, report, local.stdin);
    }
    const verdict = await superviseTransfer(context, options, local, opened, report);
    return { verdict, bytes: isPush ? local.stdout.bytesRead : local.stdin.bytesWritten };
  } finally {
    channel.close();
    await local.stop();
  }
}

/** Makes the receiving directory here, without what it held if that is to go. */
async function makeReady(directory: string, empties: boolean): Promise<void> {
  await mkdir(directory, { recursive: true });
  if (!empties) return;
  for (const name of await readdir(directory)) await rm(join(directory, name), { recursive: true, force: true });
}
