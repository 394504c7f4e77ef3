import type { App } from '#release';
import type { TransferResult } from '#ssh';
import type { WorkerDeps } from '../state/dependencies.js';
import { whilePassing } from './whilePassing.js';

export interface TreeToFetch {
  app: App;
  /** Another environment's SSH identity, for `senv`. */
  environment?: string;
  /** Directory on the host whose contents come into `into`, which then holds nothing else. */
  from: string;
  into: string;
  /** Just these relative files. */
  only?: string[] | null;
  signal: AbortSignal;
}

/** Copies a directory of a host here; tries again while the error may pass. */
export async function fetchTree(
  deps: WorkerDeps,
  { app, environment, from, into, only, signal }: TreeToFetch,
): Promise<TransferResult> {
  return await whilePassing(deps, signal, () =>
    deps.ssh.transfer(deps.target(app, environment), {
      direction: 'pull',
      local: into,
      remote: from,
      delete: !only,
      ...(only ? { only } : {}),
      deadlineMs: deps.config.release.carry * 1000,
      standstill: { afterMs: deps.config.release.carryStill * 1000 },
      signal,
    }),
  );
}
