import { randomUUID } from 'node:crypto';
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** The state of the disk below a bundle store. */
export interface StoreState {
  /** The reason a file cannot be written there; null when it can. */
  unwritable: string | null;
  /** Bytes; null where it is unknown. */
  free: number | null;
  total: number | null;
}

/** Tries whether the store in `dir` can be written to, and what room there is. Never throws. */
export async function examineStore(dir: string): Promise<StoreState> {
  const file = join(dir, `.examined-${randomUUID()}`);
  let unwritable: string | null = null;
  try {
    await mkdir(dir, { recursive: true });
    const handle = await open(file, 'wx');
    await handle.writeFile('x').finally(() => handle.close());
  } catch (thrown) {
    unwritable = thrown instanceof Error ? thrown.message : String(thrown);
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
  const room = await statfs(dir).catch(() => null);
  return {
    unwritable,
    free: room && room.bavail * room.bsize,
    total: room && room.blocks * room.bsize,
  };
}
