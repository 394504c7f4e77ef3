import { mkdir } from 'node:fs/promises';
import { isAbsolute, normalize } from 'node:path';
import { Trouble } from '#contract';
import { stopAt, type Stop, unlessAborted } from '../run/giveUp.js';
import type { Route } from '../run/openProcess.js';
import type { CarryOptions, CarryResult } from '../transfer/transferOptions.js';
import type { Target } from '../login/types.js';
import { explainCarry, whatIsCarried } from './explainTransfer.js';
import { carryByRsync } from './rsync.js';
import type { Verdict } from './superviseTransfer.js';
import { carryByTar } from './tar.js';

/** One carry under way. */
export interface CarryContext {
  route: Route;
  target: Target;
  stop: Stop;
}

/** Carries the contents of a directory; see `Ssh.carry`. */
export async function carry(route: Route, target: Target, options: CarryOptions): Promise<CarryResult> {
  refuseEscapes(options);
  const { pool } = route;
  const taken = pool.lease(target, 'hold');
  const lease = await unlessAborted(taken, options.signal, (late) => late.release());
  const began = performance.now();
  const stop = stopAt(options.deadlineMs, options.signal);
  const context: CarryContext = { route, target, stop };
  const settle = (method: CarryResult['method'], verdict: Verdict, bytes: number): CarryResult => {
    const trouble = explainCarry(target, options, verdict, lease.connection.whyGone());
    if (trouble) throw trouble;
    return { method, bytes, durationMs: performance.now() - began };
  };
  try {
    if (options.direction === 'pull') await makeHere(options);
    if (!lease.traits.lacksRsync) {
      const outcome = await carryByRsync(context, options);
      if (outcome.missing === null) return settle('rsync', outcome.verdict, outcome.bytes);
      lease.traits.lacksRsync = outcome.missing === 'there';
    }
    const { verdict, bytes } = await carryByTar(context, options);
    return settle('tar', verdict, bytes);
  } finally {
    stop.clear();
    lease.release();
  }
}

/** A listed path must stay below the directory: tar would follow it out, rsync would cut it short. */
function refuseEscapes(options: CarryOptions): void {
  const out = (options.only ?? []).filter((path) => isAbsolute(path) || /^\.\.(\/|$)/.test(normalize(path)));
  if (out.length === 0) return;
  const reason = `not below the directory: ${out.join(', ')}`;
  throw new Trouble('TRANSFER_FAILED', { what: whatIsCarried(options), reason });
}

async function makeHere(options: CarryOptions): Promise<void> {
  try {
    await mkdir(options.local, { recursive: true });
  } catch (error) {
    const reason = (error as Error).message;
    throw new Trouble('TRANSFER_FAILED', { what: whatIsCarried(options), reason }, { cause: error });
  }
}
