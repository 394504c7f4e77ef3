import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Receives each line of progress. */
export type Log = (line: string) => void;

/** Runs a command and hands on the lines it prints; gives its exit status, null when a signal ended it. */
export function runLogged(words: readonly string[], log: Log): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(words[0]!, words.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', log);
    child.once('error', reject);
    child.once('close', resolve);
  });
}
