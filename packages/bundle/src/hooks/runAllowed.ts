import { StringDecoder } from 'node:string_decoder';
import { runGroup, watched, type GroupRun } from './runGroup.js';

/** A command as words, and the way it is run. */
export interface AllowedCommand extends Pick<GroupRun, 'cwd' | 'env' | 'timeoutMs' | 'signal'> {
  /** The program and its arguments. */
  argv: readonly string[];
  /** Sees each line it writes. */
  onLine: (line: string) => void;
}

/** The longest line that is handed on in one piece. */
const longest = 8192;

/** Hands on a text line by line. */
function byLine(onLine: (line: string) => void): { take: (chunk: Buffer) => void; end: () => void } {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return {
    take: (chunk) => {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop()!;
      for (const line of lines) onLine(line);
      for (; rest.length > longest; rest = rest.slice(longest)) onLine(rest.slice(0, longest));
    },
    end: () => {
      if (rest !== '') onLine(rest);
    },
  };
}

/**
 * Runs a command without a shell seeing its words, in a process group that ends with it and with us. Gives its status, 127 where there is
 * no such program, and the end of what it wrote; an aborted signal rejects with its reason. LOCAL_IO when nothing can be started.
 */
export async function runAllowed({
  argv,
  onLine,
  ...how
}: AllowedCommand): Promise<{ status: number | string; late: boolean; end: string }> {
  how.signal?.throwIfAborted();
  const lines = byLine(onLine);
  const args = ['-c', `${watched}\nexec "$@"`, 'sh', ...argv];
  const { status, late, output } = await runGroup({ ...how, args, what: argv[0]!, onChunk: lines.take });
  lines.end();
  return { status: status ?? 'unknown', late, end: output };
}
