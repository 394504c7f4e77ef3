import { setTimeout as delay } from 'node:timers/promises';
import { loadScript, script } from '#shell';
import type { SshLogin } from '../login/types.js';
import { followEnd } from './followEnd.js';
import { openProcess, type OpenProcess, type SshRoute } from './openProcess.js';
import type { PidReport } from './pidReport.js';

/** The time a command gets to end by itself, with what it takes to look for it. */
const graceMs = 3_000;

const { body } = loadScript('endProcess.sh', import.meta.url);

/**
 * Ends a command with all processes of its session through a channel of its own, and waits a moment for `ended`, its end as seen
 * here. Gives up in silence when the machine cannot be reached: the caller sees from the missing exit that it is not known.
 */
export async function endRemoteProcess(
  route: SshRoute,
  target: SshLogin,
  { channel }: OpenProcess,
  report: Pick<PidReport, 'pid' | 'reported'>,
  ended: Promise<void>,
): Promise<void> {
  const patience = new AbortController();
  const atMost = (ms: number): Promise<void> =>
    delay(ms, undefined, { signal: patience.signal }).catch(() => undefined);
  try {
    // On a machine with much to do a command may have begun whose first line has not arrived yet.
    const pid = report.pid() ?? (await Promise.race([report.reported, ended, atMost(route.connectTimeoutMs)])) ?? null;
    if (pid !== null && pid > 1)
      await Promise.race([tell(route, target, pid), atMost(graceMs + 2 * route.connectTimeoutMs)]);
    else channel.signal('KILL');
    // A connection that is lost ends it at once; a machine with much to do is no lost connection.
    await Promise.race([ended, atMost(route.connectTimeoutMs)]);
  } finally {
    patience.abort();
  }
}

async function tell(route: SshRoute, target: SshLogin, pid: number): Promise<void> {
  try {
    const opened = await openProcess(route, target, 'exec sh -s', { urgent: true });
    const { channel } = opened;
    const { ended } = followEnd(opened);
    channel.end(script(body, { pid }));
    await ended;
    channel.close();
  } catch {
    // Not reached: see above.
  }
}
