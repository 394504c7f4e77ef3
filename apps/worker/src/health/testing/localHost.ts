import { spawn } from 'node:child_process';
import type { RunOptions, SshLogin } from '#ssh';
import type { CommandResult } from '#shell';
import type { HostOfApp } from '../see.js';

/** Runs a script on this machine as a host would. */
async function run(_: SshLogin, { script = '', deadlineMs, signal }: RunOptions): Promise<CommandResult> {
  const begun = performance.now();
  const late = AbortSignal.timeout(deadlineMs);
  const shell = spawn('sh', ['-s'], { detached: true });
  const ending = AbortSignal.any([late, ...(signal ? [signal] : [])]);
  const end = (): void => void process.kill(-shell.pid!, 'SIGKILL');
  if (ending.aborted) end();
  else ending.addEventListener('abort', end, { once: true });
  shell.stdin.end(script);
  const text = { stdout: '', stderr: '' };
  shell.stdout.on('data', (data: Buffer) => (text.stdout += data.toString()));
  shell.stderr.on('data', (data: Buffer) => (text.stderr += data.toString()));
  const exitCode = await new Promise<number | null>((resolve) => shell.once('close', resolve));
  ending.removeEventListener('abort', end);
  return {
    ...text,
    exitCode,
    signal: null,
    durationMs: performance.now() - begun,
    timedOut: late.aborted,
    cancelled: signal?.aborted ?? false,
    connectionLost: false,
  };
}

/** This machine as the host of an application, without a way to it. */
export const localHost: HostOfApp = {
  ssh: { run, tunnel: () => Promise.reject(new Error('there is no way here')) },
  target: {} as SshLogin,
  host: 'here',
};
