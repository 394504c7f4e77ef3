import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, type FileHandle } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { CodedError } from '#contract';
import { diskErrors } from '../disk/diskErrors.js';

const mostText = 4 * 1024 * 1024;
const mostErrors = 4096;
const graceMs = 2000;

/** A call of a program that speaks to a repository, or to what came of it. */
export interface GitCall {
  /** Words, the program first; no shell reads them. */
  words: readonly string[];
  env: Readonly<Record<string, string>>;
  /** Where it runs: a directory of nobody else. */
  cwd: string;
  /** Aborts the call, with all the processes that it began. */
  signal: AbortSignal;
  /** The file its output goes to, and how long that may get; kept as text where there is none. */
  into?: { file: string; maxBytes: number; tooLarge: () => CodedError } | undefined;
}

/** How a call ended, and what it wrote. */
export interface GitEnd {
  status: number | null;
  text: string;
  /** The end of what it wrote to its standard error, without control characters. */
  errors: string;
}

function endGroup(leader: number, how: NodeJS.Signals): void {
  try {
    process.kill(-leader, how);
  } catch {
    // Nobody is left in the group.
  }
}

/** Lines of an error as one, of which the last says most. */
const plain = (errors: string): string =>
  errors
    .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, ' ')
    .split('\n')
    .map((line) => line.replace(/^(fatal|error|remote|warning): /, '').trim())
    .filter((line) => line !== '')
    .join('; ')
    .slice(-400);

/** Runs a program to its end in a process group of its own. GIT_MISSING where there is none of that name, LOCAL_IO. */
export async function runGit({ words, env, cwd, signal, into }: GitCall): Promise<GitEnd> {
  signal.throwIfAborted();
  const [program, ...rest] = words as [string, ...string[]];
  const what = `storing ${into?.file ?? ''}`;
  const handle = into && (await diskErrors(what, () => open(into.file, 'w', 0o600)));
  try {
    return await run(program, rest, { env, cwd, signal, into, handle });
  } finally {
    await handle?.close();
  }
}

async function run(
  program: string,
  words: readonly string[],
  { env, cwd, signal, into, handle }: Omit<GitCall, 'words'> & { handle: FileHandle | undefined },
): Promise<GitEnd> {
  const child = spawn(program, words, { env, cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  // Whoever begins to read once the program has ended finds nothing.
  const output = child.stdout.pipe(new PassThrough());
  try {
    await once(child, 'spawn');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') throw new CodedError('GIT_MISSING', { program });
    return await diskErrors(`starting ${program}`, () => Promise.reject(thrown as Error));
  }
  let grace: NodeJS.Timeout | undefined;
  const end = (): void => {
    endGroup(child.pid!, 'SIGTERM');
    grace = setTimeout(() => endGroup(child.pid!, 'SIGKILL'), graceMs);
  };
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  child.once('exit', () => endGroup(child.pid!, 'SIGKILL'));
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors = (errors + chunk).slice(-mostErrors)));
  const closed = once(child, 'close');
  closed.catch(() => undefined);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of output as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (into && bytes > into.maxBytes) throw into.tooLarge();
      if (handle) await diskErrors(`storing ${into!.file}`, () => handle.appendFile(chunk));
      // Of a longer list the first names are enough.
      else if (bytes <= mostText) chunks.push(chunk);
    }
    await closed;
  } finally {
    if (child.exitCode === null && child.signalCode === null) end();
    await closed.catch(() => undefined);
    clearTimeout(grace);
    signal.removeEventListener('abort', end);
  }
  signal.throwIfAborted();
  return { status: child.exitCode, text: Buffer.concat(chunks).toString('utf8'), errors: plain(errors) };
}
