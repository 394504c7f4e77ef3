import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { temporaryName } from '#shell';

/** Waits until the contents of a file or directory are on the disk. Throws errors of the file system. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a file so that it is either not there or whole, also after a power cut. Throws errors of the file system. */
export async function writeAtomic(path: string, text: string): Promise<void> {
  const part = temporaryName(path);
  try {
    const handle = await open(part, 'wx', 0o644);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, path);
  } catch (thrown) {
    await rm(part, { force: true });
    throw thrown;
  }
  await sync(dirname(path));
}
