import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a program writes to its end. */
export async function printedBy(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout!.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(child, 'close');
  return text.trim();
}
