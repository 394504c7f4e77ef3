import { CodedError, statement } from '#contract';
import type { Ask, Seen, ScriptLook } from '#release';
import type { CommandResult } from '#shell';
import type { SshClient, SshLogin } from '#ssh';
import { askHttp } from './askHttp.js';
import { askTcp } from './askTcp.js';
import type { OpenWay } from './request.js';

/** The host of an application, for what is asked there. */
export interface HostOfApp {
  ssh: Pick<SshClient, 'run' | 'tunnel'>;
  target: SshLogin;
  host: string;
}

/** Milliseconds one answer may take where the check says nothing. */
export const patienceMs = 5000;
/** Milliseconds a script of ours may take on top of what it starts. */
const spareMs = 3000;
const mostOutput = 16 * 1024;

async function askScript(
  { script }: ScriptLook,
  { ssh, target, host }: HostOfApp,
  signal: AbortSignal,
  longestMs: number,
): Promise<Seen> {
  const deadlineMs = longestMs + spareMs;
  const result: CommandResult = await ssh.run(target, { script, deadlineMs, signal, maxOutput: mostOutput });
  signal.throwIfAborted();
  if (result.connectionLost) throw new CodedError('CONNECTION_LOST', { host, reason: 'during a health check' });
  if (result.timedOut) return { failed: statement('seen.late', { seconds: deadlineMs / 1000 }) };
  return { status: result.exitCode ?? -1, body: result.stdout };
}

/**
 * Takes a look once: for so long as its check says, else for `usualMs` milliseconds. Throws the CodedError of getting to the host, and when the
 * signal is aborted.
 */
export async function see(
  { check, look }: Ask,
  at: HostOfApp,
  signal: AbortSignal,
  usualMs = patienceMs,
): Promise<Seen> {
  const longestMs = check.timeout === undefined ? usualMs : check.timeout * 1000;
  if (look.do === 'script') return await askScript(look, at, signal, longestMs);
  const late = AbortSignal.timeout(longestMs);
  const either = AbortSignal.any([signal, late]);
  const open: OpenWay | null =
    look.from === 'host' ? (to) => at.ssh.tunnel(at.target, { ...to, signal: either }) : null;
  const seen = await (look.do === 'http' ? askHttp(look, either, open) : askTcp(look, either, open));
  signal.throwIfAborted();
  return 'failed' in seen && late.aborted ? { failed: statement('seen.late', { seconds: longestMs / 1000 }) } : seen;
}
