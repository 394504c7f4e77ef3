import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { diskErrors, padded, tarHeaders } from '#bundle';
import { CodedError } from '#contract';
import { entryNames, sumLine, type BackupSummary } from './manifest.js';

/** Where the bytes of a backup go. */
export interface Sink {
  write(bytes: Buffer): Promise<void>;
}

interface About {
  mode: number;
  mtime: Date;
}

/** Writes a backup entry by entry, and what each of them adds up to. Every method: LOCAL_IO. */
export interface BackupWriter {
  add(name: string, body: Buffer): Promise<void>;
  /** A file of so many bytes, streamed. */
  addFile(name: string, path: string, size: number, about: About): Promise<void>;
  addOther(kind: 'directory' | 'link', name: string, target: string, about: About): Promise<void>;
  /** The summary, and the sums of all. */
  end(summary: Omit<BackupSummary, 'others'>): Promise<void>;
}

const pieceBytes = 1024 * 1024;
const ownMode = 0o600;
const tarEndBytes = 1024;
const kinds = { directory: 'Directory', link: 'SymbolicLink' } as const;

/** Whole seconds: a tar has no others without more words. */
const inSeconds = (date: Date): Date => new Date(Math.floor(date.getTime() / 1000) * 1000);

/** Writes a backup made `at` to a sink. */
export function writeBackup(sink: Sink, at: Date): BackupWriter {
  const sums: string[] = [];
  const others: BackupSummary['others'] = [];
  const head = async (data: Parameters<typeof tarHeaders>[0]): Promise<void> => {
    for (const block of tarHeaders(data)) await sink.write(block);
  };
  const add = async (name: string, body: Buffer): Promise<void> => {
    sums.push(sumLine(name, createHash('sha256').update(body).digest('hex')));
    await head({ path: name, type: 'File', size: body.length, mode: ownMode, mtime: inSeconds(at) });
    for (const block of padded(body)) await sink.write(block);
  };
  return {
    add,
    addFile: async (name, path, size, { mode, mtime }) => {
      const handle = await diskErrors(`reading ${path}`, () => open(path, 'r'));
      try {
        await head({ path: name, type: 'File', size, mode, mtime: inSeconds(mtime) });
        const sum = createHash('sha256');
        let read = 0;
        while (read < size) {
          const piece = Buffer.allocUnsafe(Math.min(pieceBytes, size - read));
          const { bytesRead } = await diskErrors(`reading ${path}`, () => handle.read(piece, 0, piece.length, read));
          if (bytesRead === 0)
            throw new CodedError('LOCAL_IO', { what: `reading ${path}`, reason: 'it has become shorter' });
          read += bytesRead;
          const found = piece.subarray(0, bytesRead);
          sum.update(found);
          await sink.write(found);
        }
        await sink.write(padded(Buffer.alloc(0), size)[1]!);
        sums.push(sumLine(name, sum.digest('hex')));
      } finally {
        await handle.close();
      }
    },
    addOther: async (kind, name, target, { mode, mtime }) => {
      others.push([kind, name, target]);
      const data = { path: name, type: kinds[kind], size: 0, mode, mtime: inSeconds(mtime) };
      await head(kind === 'link' ? { ...data, linkpath: target } : data);
    },
    end: async (summary) => {
      const whole: BackupSummary = { ...summary, others };
      await add(entryNames.summary, Buffer.from(JSON.stringify(whole)));
      await add(entryNames.sums, Buffer.from(sums.join('')));
      await sink.write(Buffer.alloc(tarEndBytes));
    },
  };
}
