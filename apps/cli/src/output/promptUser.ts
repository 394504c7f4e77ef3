import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CliError, usageError } from '../errors/cliError.js';
import { sentence } from '../language/sentence.js';
import { exits } from '../errors/exits.js';

/** Asks on the terminal; what is typed shows nowhere when it is secret. Throws CliError on Ctrl-C, and without a terminal. */
export async function promptUser(question: string, { secret }: { secret: boolean }): Promise<string> {
  if (!process.stdin.isTTY) throw usageError(sentence('ask.noTerminal'));
  const silent = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const reader = createInterface({ input: process.stdin, output: secret ? silent : process.stderr, terminal: true });
  const stop = new AbortController();
  reader.once('SIGINT', () => {
    stop.abort();
  });
  try {
    // The reader has turned off the echo by now: whoever types as soon as it is asked is not shown.
    if (secret) process.stderr.write(question);
    return await reader.question(secret ? '' : question, { signal: stop.signal });
  } catch {
    throw new CliError(exits.interrupted, `\n${sentence('ask.stopped')}`);
  } finally {
    reader.close();
    if (secret) process.stderr.write('\n');
  }
}

/** The first line of stdin. */
export async function readStdin(): Promise<string> {
  let text = '';
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) text += String(chunk);
  return text.split(/\r?\n/)[0]!;
}
