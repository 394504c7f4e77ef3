import { hostname } from 'node:os';
import { runAllowed } from '#bundle';
import { plainEnvironment, type Config } from '#config';
import { CodedError } from '#contract';
import { isOfWorker, type App, type Observation, type WorkerHook } from '#release';

type Allowed = Config['hooks']['allowed'];

/** Characters and lines of what a hook writes that are shown; its end is always. */
const mostShown = 64 * 1024;
const mostLines = 2000;

const notAllowed = (hook: string, command: string): CodedError =>
  new CodedError('HOOK_NOT_ALLOWED', { hook, command, worker: hostname() });

/** What of the hooks of these apps this worker does not allow. Throws HOOK_NOT_ALLOWED. */
export function requireAllowed(allowed: Allowed, apps: readonly App[]): void {
  for (const { hooks = [] } of apps) {
    for (const { name, command, onUndo = command } of hooks.filter(isOfWorker)) {
      const lacking = [command, onUndo].find((one) => !Object.hasOwn(allowed, one));
      if (lacking !== undefined) throw notAllowed(name, lacking);
    }
  }
}

/** Hands lines on as they come, so many and so much of them. */
function shownBy(onLine: (line: string) => void): { line: (text: string) => void; cut: () => boolean } {
  let [lines, size] = [0, 0];
  return {
    line: (text) => {
      lines += 1;
      size += text.length;
      if (lines <= mostLines && size <= mostShown) onLine(`hook_said=${text}`);
    },
    cut: () => lines > mostLines || size > mostShown,
  };
}

/** Runs hooks on this worker, one after the other: lines that config.yml allows by name, without a shell. */
export async function runWorkerHooks(
  allowed: Allowed,
  hooks: readonly WorkerHook[],
  { onLine, signal }: { onLine: (line: string) => void; signal: AbortSignal },
): Promise<Observation> {
  const warned: string[] = [];
  for (const { name, command, seconds, onFailure, variables } of hooks) {
    const entry = Object.hasOwn(allowed, command) ? allowed[command]! : null;
    if (entry === null) throw notAllowed(name, command);
    const within = Math.min(seconds, entry.within);
    onLine(`hook=${name}`);
    const shown = shownBy(onLine);
    const { status, late, end } = await runAllowed({
      argv: entry.command,
      cwd: entry.directory,
      env: { ...variables, ...plainEnvironment() },
      timeoutMs: within * 1000,
      signal,
      onLine: shown.line,
    });
    if (shown.cut()) for (const line of ['[...]', ...end.split('\n').slice(-100)]) onLine(`hook_said=${line}`);
    if (status === 0 && !late) continue;
    if (onFailure === 'warn') warned.push(`${name}:${status}`);
    else {
      const what = late ? `it was ended after ${within} s` : `it ended with status ${status}`;
      const reason = end === '' ? what : `${what}: ${end.slice(-500)}`;
      throw new CodedError('HOOK_FAILED', { hook: name, status: String(status), reason });
    }
  }
  return { facts: { hooks_ran: 'yes', ...(warned.length > 0 && { hooks_warned: warned.join(' ') }) }, trouble: null };
}
