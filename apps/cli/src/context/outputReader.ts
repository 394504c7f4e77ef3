import { sentence } from '../language/sentence.js';
import { exits, type ExitStatus } from '../errors/exits.js';

/** Whoever reads stdout: a terminal, a file, or a program that may have read enough, as head does. */
export interface Reader {
  /** Set as soon as nothing that is written arrives any more. */
  gone: AbortSignal;
  /** The exit status of a command that ended with `exit`: output that could not be stored is a failure, output nobody wants is none. */
  exitAfter(exit: ExitStatus): ExitStatus;
}

/**
 * Watches stdout. A command goes on when its reader leaves, so that its exit status still tells what came of it. stderr is only
 * beside that: nothing that goes wrong with it counts.
 */
export function watchReader({ stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>): Reader {
  const left = new AbortController();
  let unstored = false;
  stderr.on('error', () => undefined);
  stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (left.signal.aborted) return;
    left.abort();
    if (code === 'EPIPE') return;
    unstored = true;
    stderr.write(`rexflow: ${sentence('output.unwritable', { reason: message })}\n`);
  });
  return {
    gone: left.signal,
    exitAfter: (exit) => (unstored && exit === exits.done ? exits.internal : exit),
  };
}
