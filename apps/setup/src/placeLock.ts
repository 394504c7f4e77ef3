import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { setupText } from './language/setupText.js';
import { realPath } from './plan/files.js';
import { SetupError } from './plan/setupError.js';
import type { Places } from './steps/places.js';

/**
 * The name of the lock of a place: an abstract socket of Linux, which the kernel takes away with its holder, however that ends. The file
 * system is in it, for containers may share the network and nothing else.
 */
function lockName({ etc }: Places): string {
  const { dev, ino } = statSync('/');
  const place = createHash('sha256')
    .update(`${dev}:${ino}:${realPath(etc)}`)
    .digest('hex')
    .slice(0, 32);
  return `\0rexflow-setup-${place}`;
}

const patienceMs = 1_000;
const mostShown = 200;

/** The command of whoever holds a lock; null when it does not say. */
async function heldBy(name: string): Promise<string | null> {
  const socket = connect(name).setTimeout(patienceMs, () => socket.destroy());
  const answer = await text(socket).catch(() => '');
  return (
    answer
      .trim()
      .slice(0, mostShown)
      .replaceAll(/\p{Cc}/gu, ' ') || null
  );
}

/**
 * Runs something while no other setup or uninstall of the same place does; throws when one is under way. `command` is what others are told
 * of us, and what they may type when we are done.
 */
export async function aloneAt<T>(places: Places, command: string, work: () => Promise<T>): Promise<T> {
  const name = lockName(places);
  const server = createServer((socket) => socket.on('error', () => undefined).end(command));
  const taken = await new Promise<boolean>((resolve, reject) => {
    server.once('error', (thrown: NodeJS.ErrnoException) =>
      thrown.code === 'EADDRINUSE' ? resolve(false) : reject(thrown),
    );
    server.listen(name, () => resolve(true));
  });
  if (!taken) {
    const other = (await heldBy(name)) ?? 'rexflow';
    throw new SetupError(
      setupText('error.locked', { path: places.etc, other }),
      setupText('advice.locked', { command }),
    );
  }
  try {
    return await work();
  } finally {
    server.close();
  }
}
