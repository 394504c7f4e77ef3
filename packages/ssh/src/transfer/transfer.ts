import { mkdir } from 'node:fs/promises';
import { isAbsolute, normalize } from 'node:path';
import { CodedError } from '#contract';
import { stopAt, type Stop, unlessAborted } from '../run/giveUp.js';
import type { SshRoute } from '../run/openProcess.js';
import type { TransferOptions, TransferResult } from './transferOptions.js';
import type { SshLogin } from '../login/types.js';
import { explainTransfer, transferLabel } from './explainTransfer.js';
import { transferByRsync } from './rsync.js';
import type { Verdict } from './superviseTransfer.js';
import { transferByTar } from './tar.js';

/** One transfer under way. */
export interface TransferContext {
  route: SshRoute;
  target: SshLogin;
  stop: Stop;
}

/** Transfers the contents of a directory; see `SshClient.transfer`. */
export async function transfer(route: SshRoute, target: SshLogin, options: TransferOptions): Promise<TransferResult> {
  refuseEscapes(options);
  const { pool } = route;
  const taken = pool.lease(target, 'hold');
  const lease = await unlessAborted(taken, options.signal, (late) => late.release());
  const began = performance.now();
  const stop = stopAt(options.deadlineMs, options.signal);
  const context: TransferContext = { route, target, stop };
  const settle = (method: TransferResult['method'], verdict: Verdict, bytes: number): TransferResult => {
    const trouble = explainTransfer(target, options, verdict, lease.connection.whyGone());
    if (trouble) throw trouble;
    return { method, bytes, durationMs: performance.now() - began };
  };
  try {
    if (options.direction === 'pull') await makeHere(options);
    if (!lease.traits.lacksRsync) {
      const outcome = await transferByRsync(context, options);
      if (outcome.missing === null) return settle('rsync', outcome.verdict, outcome.bytes);
      lease.traits.lacksRsync = outcome.missing === 'there';
    }
    const { verdict, bytes } = await transferByTar(context, options);
    return settle('tar', verdict, bytes);
  } finally {
    stop.clear();
    lease.release();
  }
}

/** A listed path must stay below the directory: tar would follow it out, rsync would cut it short. */
function refuseEscapes(options: TransferOptions): void {
  const out = (options.only ?? []).filter((path) => isAbsolute(path) || /^\.\.(\/|$)/.test(normalize(path)));
  if (out.length === 0) return;
  const reason = `not below the directory: ${out.join(', ')}`;
  throw new CodedError('TRANSFER_FAILED', { what: transferLabel(options), reason });
}

async function makeHere(options: TransferOptions): Promise<void> {
  try {
    await mkdir(options.local, { recursive: true });
  } catch (error) {
    const reason = (error as Error).message;
    throw new CodedError('TRANSFER_FAILED', { what: transferLabel(options), reason }, { cause: error });
  }
}
