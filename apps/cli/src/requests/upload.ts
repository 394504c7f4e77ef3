import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BundleView } from '#api';
import { formatBytes, ProblemError, type Client } from '#api/client';
import { send } from '../api/send.js';
import type { CliContext } from '../context/cliContext.js';
import { sentence } from '../language/sentence.js';
import { packPackage } from '../api/package.js';
import { untilStopped } from '../context/untilStopped.js';
import { openTerminalScreen } from '../board/screen.js';

/** Shows how much of a package is sent, on a terminal. */
function meter(context: CliContext, name: string, bytes: number): { sent(now: number): void; close(): void } {
  if (!context.live) return { sent: () => undefined, close: () => undefined };
  const screen = openTerminalScreen(process.stdout);
  let last = -1;
  return {
    sent: (now) => {
      const percent = bytes === 0 ? 100 : Math.floor((100 * now) / bytes);
      if (percent === last) return;
      last = percent;
      screen.show([sentence('upload.sent', { name, now: formatBytes(now), bytes: formatBytes(bytes), percent })]);
    },
    close: () => {
      screen.show([]);
      screen.close();
    },
  };
}

async function sendUnlessThere(
  context: CliContext,
  client: Client,
  path: string,
  scratch: string,
  signal: AbortSignal,
): Promise<BundleView> {
  const packed = await packPackage(path, scratch, signal);
  const { name, bytes, sha256 } = packed;
  const there = await client.call('getBundle', { path: { id: sha256 }, signal }).catch((thrown: unknown) => {
    if (thrown instanceof ProblemError && thrown.problem.status === 404) return null;
    throw thrown;
  });
  const shown = meter(context, name, bytes);
  try {
    const found = there ?? (await send(client, packed, signal, shown.sent));
    shown.close();
    context.say(sentence(there ? 'upload.there' : 'upload.done', { name, bytes: formatBytes(bytes), sha256 }));
    return found;
  } finally {
    shown.close();
  }
}

/**
 * Uploads a package: a file as it is, a directory as tar.gz. One whose bytes are there already is not sent again. Throws
 * CliError when there is nothing to send or somebody stops it; otherwise as a call does.
 */
export async function uploadPackage(context: CliContext, client: Client, path: string): Promise<BundleView> {
  const scratch = mkdtempSync(join(tmpdir(), 'rexflow-package-'));
  try {
    return await untilStopped(
      () => sentence('upload.stopped'),
      (signal) => sendUnlessThere(context, client, path, scratch, signal),
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
