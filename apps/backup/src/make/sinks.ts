import { rmSync } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskErrors, isSystemError, sync } from '#bundle';
import { CodedError, statement } from '#contract';
import type { Sink } from '../archive/writeBackup.js';
import { spokenStatement } from '#config/terminal';

/** A sink that is kept or given up as a whole. */
export interface BackupSink extends Sink {
  /** Bytes written so far. */
  bytes(): number;
  /** All of it is on the disk, under its name. */
  keep(): Promise<void>;
  /** Nothing of it stays. */
  drop(): Promise<void>;
}

const gatheredBytes = 1024 * 1024;

/** Writes in large pieces: a tar is made of many small ones. */
function gathering(write: (bytes: Buffer) => Promise<void>): Sink & { flush(): Promise<void>; bytes(): number } {
  let [held, size, all]: [Buffer[], number, number] = [[], 0, 0];
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(held);
    [held, size] = [[], 0];
    if (bytes.length > 0) await write(bytes);
  };
  return {
    flush,
    bytes: () => all,
    write: async (bytes) => {
      held.push(bytes);
      size += bytes.length;
      all += bytes.length;
      if (size >= gatheredBytes) await flush();
    },
  };
}

async function openPart(part: string): Promise<FileHandle> {
  try {
    return await open(part, 'wx', 0o600);
  } catch (thrown) {
    if (isSystemError(thrown) && thrown.code === 'EEXIST') throw new CodedError('BACKUP_BUSY', { part });
    throw thrown;
  }
}

/** A file that is there when it is whole; until then `<file>.part` is. Throws BACKUP_BUSY, LOCAL_IO. */
export async function fileSink(file: string): Promise<BackupSink> {
  const part = `${file}.part`;
  const handle = await diskErrors(`writing ${part}`, () => openPart(part));
  const gathered = gathering((bytes) => diskErrors(`writing ${part}`, () => handle.writeFile(bytes)));
  // One that is told to stop leaves nothing; of one that is killed the part stays, and the next says so.
  const stop = (signal: NodeJS.Signals): void => {
    rmSync(part, { force: true });
    process.stderr.write(`rexflow: ${spokenStatement(statement('backup.ended', { signal, part }))}\n`);
    process.exit(1);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, stop);
  const release = (): void => signals.forEach((signal) => process.off(signal, stop));
  return {
    write: gathered.write,
    bytes: gathered.bytes,
    keep: async () => {
      await gathered.flush();
      await diskErrors(`writing ${file}`, async () => {
        await handle.sync();
        await handle.close();
        await rename(part, file);
        await sync(dirname(file));
      });
      release();
    },
    drop: async () => {
      await handle.close().catch(() => undefined);
      await rm(part, { force: true });
      release();
    },
  };
}

/** Stdout, for who sends the backup on. Throws LOCAL_IO. */
export function stdoutSink(): BackupSink {
  const write = (bytes: Buffer): Promise<void> =>
    diskErrors(
      'writing to stdout',
      () =>
        new Promise((resolve, reject) => {
          process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
        }),
    );
  // What is refused is told by the callback of the write.
  process.stdout.on('error', () => undefined);
  const gathered = gathering(write);
  return {
    write: gathered.write,
    bytes: gathered.bytes,
    keep: () => gathered.flush(),
    drop: () => Promise.resolve(),
  };
}
