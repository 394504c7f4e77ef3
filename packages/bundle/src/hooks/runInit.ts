import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CodedError } from '#contract';
import { script } from '#shell';
import { diskErrors } from '../disk/diskErrors.js';
import { topLevel } from '../disk/requireTree.js';

const mostOutput = 4096;
/** Milliseconds a group that was asked to end may take before it is killed. */
const graceMs = 2000;
/** Milliseconds output is waited for from processes that left the group and still hold its pipe. */
const drainMs = 500;

/*
 * File 3 is a pipe whose other end we hold: when we die, however suddenly, it ends, and the group is ended by its own watch.
 * Nobody would look after the command any more, and the next worker begins it anew.
 */
const body = `
{ cat <&3; kill -s KILL 0; } >/dev/null 2>&1 &
exec 3<&-
eval "$command"`;

/** An init command and the way it is run. */
export interface InitCommand {
  /** Shell text from the catalogue; it is meant to be a command. */
  command: string;
  name: 'local_pro_cmd' | 'local_conf_cmd';
  /** The group or app it belongs to, for the message. */
  of: string;
  cwd: string;
  /** All variables it finds. */
  env: Readonly<Record<string, string>>;
  timeoutMs: number;
  signal?: AbortSignal;
}

function endGroup(leader: number, how: NodeJS.Signals): void {
  try {
    process.kill(-leader, how);
  } catch {
    // Nobody is left in the group.
  }
}

/** Keeps the last 4 KiB of output, cut at a whole character. */
function tail(): { take: (chunk: Buffer) => void; text: () => string } {
  let kept = Buffer.alloc(0);
  let cut = false;
  return {
    take(chunk) {
      cut ||= kept.length + chunk.length > mostOutput;
      kept = Buffer.concat([kept, chunk]).subarray(-mostOutput);
    },
    text() {
      const start = cut ? kept.findIndex((byte) => (byte & 0xc0) !== 0x80) : 0;
      return kept.subarray(Math.max(start, 0)).toString('utf8').trimEnd();
    },
  };
}

/**
 * Runs an init command by `sh` in `cwd`, with nothing to read, and gives the last 4 KiB of its output. Every process of its
 * process group is ended with it. INIT_COMMAND_FAILED with status and output, DEADLINE, TREE_MISSING without `cwd`,
 * LOCAL_IO when `sh` cannot be started; an aborted signal ends the group and rejects with its reason.
 */
export async function runInit({
  command,
  name,
  of,
  cwd,
  env,
  timeoutMs,
  signal,
}: InitCommand): Promise<{ output: string }> {
  signal?.throwIfAborted();
  await topLevel(cwd, `${name} of ${of}`);
  const output = tail();
  const child = spawn('sh', ['-s'], { cwd, env, detached: true, stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
  await diskErrors(`starting ${name} of ${of}`, () => once(child, 'spawn'));
  const leader = child.pid!;

  let late = false;
  let grace: NodeJS.Timeout | undefined;
  let drain: NodeJS.Timeout | undefined;
  const end = (): void => {
    endGroup(leader, 'SIGTERM');
    grace = setTimeout(() => endGroup(leader, 'SIGKILL'), graceMs);
  };
  const deadline = setTimeout(() => {
    late = true;
    end();
  }, timeoutMs);
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted) end();
  child.once('exit', () => {
    endGroup(leader, 'SIGKILL');
    drain = setTimeout(() => [child.stdout, child.stderr].forEach((stream) => stream.destroy()), drainMs);
  });
  child.stdout.on('data', output.take);
  child.stderr.on('data', output.take);
  // A command that ends without reading all of the script breaks this pipe; its exit status counts.
  child.stdin.on('error', () => undefined);
  child.stdin.end(script(body, { command }));

  try {
    await once(child, 'close');
  } finally {
    [deadline, grace, drain].forEach((timer) => clearTimeout(timer));
    signal?.removeEventListener('abort', end);
  }
  signal?.throwIfAborted();
  const text = output.text();
  if (late) throw new CodedError('DEADLINE', { what: `${name} of ${of}`, seconds: timeoutMs / 1000, output: text });
  if (child.exitCode === 0) return { output: text };
  const status = child.exitCode ?? child.signalCode ?? undefined;
  throw new CodedError('INIT_COMMAND_FAILED', { command: name, of, status, output: text });
}
