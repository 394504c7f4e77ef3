import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { setupText } from '../language/setupText.js';
import { SetupError } from './setupError.js';

const shownLines = 8;

/** Runs a command to its end and gives what it printed; throws with its last words when it fails. */
export async function runCommand(words: readonly string[], input?: string): Promise<string> {
  const child = spawn(words[0]!, words.slice(1), { stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
  const failed = new Promise<string | null>((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('close', (code, signal) => resolve(code === 0 ? null : String(signal ?? code)));
  });
  // One that ends before it has read all says why by its status.
  child.stdin?.on('error', () => undefined).end(input);
  const [out, err, reason] = await Promise.all([text(child.stdout!), text(child.stderr!), failed]);
  if (reason === null) return out;
  const last = `${out}${err}`.trim().split('\n').slice(-shownLines).join('\n');
  throw new SetupError(setupText('error.command', { command: words.join(' '), reason, output: last }));
}

/** What a command printed; null when it failed or is not there. */
export const outputOf = async (...words: string[]): Promise<string | null> =>
  await runCommand(words).then(
    (out) => out.trim(),
    () => null,
  );
