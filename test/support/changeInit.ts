import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Host } from './estate.js';

/**
 * Changes one line of a host's init script; gives what puts the script back.
 *
 * One that runs already goes on with the text it began with, and one that begins meanwhile finds a whole one: a script that is
 * written to in its place cannot be executed ("text file busy"), or is empty and does nothing.
 */
export function changeInit({ app }: Host, line: string, instead: string): () => void {
  const text = readFileSync(app.init, 'utf8');
  if (!text.includes(line)) throw new Error(`the init script of ${app.name} has no line ${line}`);
  const write = (content: string): void => {
    writeFileSync(`${app.init}.new`, content, { mode: 0o755 });
    renameSync(`${app.init}.new`, app.init);
  };
  write(text.replace(line, () => instead));
  return () => write(text);
}
