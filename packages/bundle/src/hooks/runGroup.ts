import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { diskErrors } from '../disk/diskErrors.js';

const mostOutput = 4096;
/** Milliseconds a group that was asked to end may take before it is killed. */
const graceMs = 2000;
/** Milliseconds output is waited for from processes that left the group and still hold its pipe. */
const drainMs = 500;

/*
 * File 3 is a pipe whose other end we hold: when we die, however suddenly, it ends, and the group is ended by its own watch.
 * Nobody would look after the command any more.
 */
export const watched = `
{ cat <&3; kill -s KILL 0; } >/dev/null 2>&1 &
exec 3<&-`;

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

/** Arguments of `sh`, what it reads, and the way it is run. */
export interface GroupRun {
  args: readonly string[];
  /** Its standard input; nothing where that is absent. */
  input?: string;
  /** What it is, for messages. */
  what: string;
  cwd: string;
  /** All variables it finds. */
  env: Readonly<Record<string, string>>;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** Sees what it writes. */
  onChunk?: (chunk: Buffer) => void;
}

/** How a group ended: the status or the signal of its leader, and the last 4 KiB of its output. */
export interface GroupEnd {
  status: number | NodeJS.Signals | undefined;
  late: boolean;
  output: string;
}

/**
 * Runs `sh` in a process group of its own; every process of it is ended with it. LOCAL_IO when it cannot be started; an aborted signal ends
 * the group and rejects with its reason.
 */
export async function runGroup(run: GroupRun): Promise<GroupEnd> {
  const { args, input = '', what, cwd, env, timeoutMs, signal, onChunk } = run;
  const output = tail();
  const child = spawn('sh', args, { cwd, env, detached: true, stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
  await diskErrors(`starting ${what}`, () => once(child, 'spawn'));
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
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output.take(chunk);
      onChunk?.(chunk);
    });
  // A command that ends without reading all of the script breaks this pipe; its exit status counts.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);

  try {
    await once(child, 'close');
  } finally {
    [deadline, grace, drain].forEach((timer) => clearTimeout(timer));
    signal?.removeEventListener('abort', end);
  }
  signal?.throwIfAborted();
  return { status: child.exitCode ?? child.signalCode ?? undefined, late, output: output.text() };
}
