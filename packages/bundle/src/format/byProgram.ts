import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { CodedError } from '#contract';
import { isSystemError } from '../disk/diskErrors.js';

const mostHeard = 300;
/** Milliseconds in which a program that is at work reads or writes something, however slow the machine. */
const silentMs = 10 * 60_000;

/** What a program finds, and what ends it. */
export interface ProgramRun {
  /** All its variables. */
  environment: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
}

function endGroup(leader: number | undefined): void {
  try {
    // It has neither files of its own nor anybody to tell: it can be killed at any moment.
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch {
    // Nobody is left in the group.
  }
}

/** The bytes of a stream; throws where none came for long. */
async function* heard(out: AsyncIterable<Buffer>, program: string, leader: number | undefined): AsyncGenerator<Buffer> {
  let isSilent = false;
  const silence = setTimeout(() => {
    isSilent = true;
    endGroup(leader);
  }, silentMs);
  try {
    for await (const chunk of out) {
      yield chunk;
      silence.refresh();
    }
    if (isSilent) throw new Error(`${program} wrote nothing for ${silentMs / 60_000} minutes`);
  } finally {
    clearTimeout(silence);
  }
}

/**
 * What a program of this machine writes to its standard output when `file` is its standard input, which it may read from any place of. No
 * shell reads the words, and no process that it began is left. Throws ARCHIVE_UNSUPPORTED when there is no such program, and
 * what it told when it ended with another status than 0.
 */
export async function* byProgram(
  file: string,
  [program, ...words]: readonly [string, ...string[]],
  { what, environment, signal }: ProgramRun & { what: string },
): AsyncGenerator<Buffer> {
  const handle = await open(file);
  try {
    const child = spawn(program, words, {
      stdio: [handle.fd, 'pipe', 'pipe'],
      detached: true,
      env: environment,
    });
    const [out, err] = [child.stdout!, child.stderr!];
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    let errors = '';
    err.on('data', (text: Buffer) => (errors = (errors + text.toString()).slice(0, mostHeard)));
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    // Who reads may be gone by then, and the program waits for nothing but that.
    const end = (): void => endGroup(child.pid);
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted) end();
    try {
      yield* heard(out as AsyncIterable<Buffer>, program, child.pid);
      const status = await ended;
      if (status !== 0) throw new Error(errors.trim() || `${program} ended with status ${status}`);
    } finally {
      signal?.removeEventListener('abort', end);
      end();
    }
  } catch (thrown) {
    if (!isSystemError(thrown) || thrown.code !== 'ENOENT' || thrown.syscall === 'open') throw thrown;
    throw new CodedError('ARCHIVE_UNSUPPORTED', { file: basename(file), what, program });
  } finally {
    await handle.close();
  }
}
