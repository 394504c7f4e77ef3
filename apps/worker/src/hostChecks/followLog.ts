import { randomUUID } from 'node:crypto';
import { CodedError, asCodedError, type ErrorReport } from '#contract';
import type { Stops } from '#queue';
import { tailScript } from '#release';
import { toObservation, troubleOf } from '../remote/toObservation.js';
import type { WorkerDeps } from '../state/dependencies.js';
import { createTailLines, type TailMessage } from './tailLines.js';

/** What comes later is for nobody. */
const awaitedMs = 60_000;
/** The longest a log is followed for one caller, in seconds. */
const tailSeconds = 3600;
/** Nobody listened for so many messages in a row: whoever asked is gone. */
const mostUnheard = 3;

/** What following a log needs beyond the rest. */
export type TailDeps = WorkerDeps & {
  /** Says something of a tail; how many heard it. */
  sendTail: (tailId: string, message: string) => Promise<number>;
};

/** Follows the log of an app for somebody who listens, until nobody does. Keeps nothing of it. */
export async function followLog(deps: TailDeps, tailId: string, { cancelled, ending }: Stops): Promise<void> {
  const look = await deps.hostLooks.find(tailId);
  const { tail, apps = [] } = look?.target ?? {};
  if (!look || !tail || look.endedAt !== null || deps.now().getTime() - look.askedAt.getTime() > awaitedMs) return;
  const alone = new AbortController();
  const signal = AbortSignal.any([cancelled, ending, alone.signal]);
  let unheard = 0;
  let sending = Promise.resolve();
  const send = (message: TailMessage): void => {
    sending = sending.then(async () => {
      const heard = await deps.sendTail(tailId, JSON.stringify(message)).catch(() => 0);
      unheard = heard > 0 ? 0 : unheard + 1;
      if (unheard >= mostUnheard) alone.abort(new CodedError('CANCELLED', { by: 'nobody listens' }));
    });
  };
  const mark = `@rexflow-${randomUUID()}`;
  const lines = createTailLines({
    mark,
    masked: deps.secrets.masked,
    send,
    flood: () => alone.abort(new CodedError('LOG_TOO_FAST')),
  });
  let trouble: ErrorReport | null = null;
  try {
    const [app] = await deps.inventory.keyed(apps);
    if (!app) throw new CodedError('APP_ABSENT', { app: apps.join(' ') });
    const result = await deps.ssh.run(deps.target(app), {
      script: tailScript(app, mark, { ...tail, seconds: tailSeconds }),
      deadlineMs: (tailSeconds + 60) * 1000,
      signal,
      onLine: lines.line,
      maxOutput: 16 * 1024,
    });
    trouble = troubleOf(toObservation(result, 'tail', app.host, signal.reason))?.report() ?? null;
  } catch (thrown) {
    trouble = asCodedError(signal.aborted ? signal.reason : thrown).report();
  }
  lines.end();
  send({ kind: 'ended', trouble });
  await sending;
  await deps.hostLooks.end(look, { trouble });
}
