import { setTimeout as delay } from 'node:timers/promises';
import { script } from '#shell';
import type { Target } from '../types.js';
import { followEnd } from './followEnd.js';
import { openProcess, type OpenProcess, type Route } from './openProcess.js';

const graceMs = 2_000;

/** TERM to the process group, two seconds for it to go, then KILL. Without a group of its own only the process is ended. */
const body = `
who=-$pid
kill -s TERM -- "$who" 2>/dev/null || { who=$pid; kill -s TERM "$who" 2>/dev/null || return 0; }
tenths=0
while kill -s 0 -- "$who" 2>/dev/null; do
  [ "$tenths" -lt 20 ] || { kill -s KILL -- "$who"; break; }
  sleep 0.1 2>/dev/null || { sleep 1; tenths=$((tenths + 9)); }
  tenths=$((tenths + 1))
done`;

/**
 * Ends a command with all processes of its group through a channel of its own, and waits a moment for `ended`, its end as seen
 * here. Gives up in silence when the machine cannot be reached: the caller sees from the missing exit that it is not known.
 */
export async function endProcess(
  route: Route,
  target: Target,
  { channel }: OpenProcess,
  pid: number | null,
  ended: Promise<void>,
): Promise<void> {
  const patience = new AbortController();
  const atMost = (ms: number): Promise<void> =>
    delay(ms, undefined, { signal: patience.signal }).catch(() => undefined);
  try {
    if (pid !== null && pid > 1)
      await Promise.race([tell(route, target, pid), atMost(graceMs + route.connectTimeoutMs)]);
    else channel.signal('KILL');
    await Promise.race([ended, atMost(1_000)]);
  } finally {
    patience.abort();
  }
}

async function tell(route: Route, target: Target, pid: number): Promise<void> {
  try {
    const { channel } = await openProcess(route, target, 'exec sh -s', { urgent: true });
    const { ended } = followEnd(channel);
    channel.end(script(body, { pid }));
    await ended;
    channel.close();
  } catch {
    // Not reached: see above.
  }
}
