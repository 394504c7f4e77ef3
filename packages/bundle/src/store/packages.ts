import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { formats, hasFormat, CodedError } from '#contract';
import { diskErrors, unlessMissing } from '../disk/diskErrors.js';
import { receive, type Received } from '../fetch/receive.js';
import { storageTypes, type Storage, type Stored } from '../storage/index.js';

/** A file somebody uploaded, named by the sha256 of its bytes. */
export interface Package {
  id: string;
  /** Its file name when it came first; null when it had none. */
  name: string | null;
  bytes: number;
  createdAt: Date;
  /** Path of its bytes, under its name. */
  file: string;
}

/** The options of `receive`. */
export interface Receiving {
  /** Harmless as a file name. */
  name: string | null;
  maxBytes: number;
  /** Other bytes are not taken. */
  sha256: string | null;
}

/** The packages of a bundle store. Every method: LOCAL_IO. */
export interface Packages {
  /**
   * Takes a file in; the same bytes are the same package. After an error nothing of it stays. BODY_TOO_LARGE,
   * BODY_MALFORMED when it breaks off or holds nothing, BUNDLE_MISMATCH.
   */
  receive(body: Readable, receiving: Receiving): Promise<{ found: Package; fresh: boolean }>;
  find(id: string): Promise<Package | null>;
  /** As `find`, and notes that it is used now. */
  use(id: string): Promise<Package | null>;
  /** All of them, in no order. */
  list(): Promise<Package[]>;
  /** Removes those not in `keep` and last used longer than `unusedMs` before `now`, by the clock of the files; gives their ids. */
  prune(keep: readonly string[], unusedMs: number, now?: Date): Promise<string[]>;
}

const unnamed = 'package';

function judge({ bytes, sha256 }: Received, expected: string | null): void {
  if (bytes === 0) throw new CodedError('BODY_MALFORMED', { reason: 'it is empty; the body is the file itself' });
  if (expected !== null && expected !== sha256) throw new CodedError('BUNDLE_MISMATCH', { expected, found: sha256 });
}

/** The packages of the bundle store in `dir`: `.packages/<sha256>/<name>` of its medium. */
export function createPackages(
  dir: string,
  storage: Storage = storageTypes.directory(join(dir, '.packages')),
): Packages {
  const isId = (id: string): boolean => hasFormat(formats.sha256, id);

  /** What is kept under a name; null when it went meanwhile. */
  const packageIn = ({ name: id, path }: Stored): Promise<Package | null> =>
    diskErrors(`reading ${path}`, () =>
      unlessMissing(async () => {
        const [name] = await readdir(path);
        if (name === undefined) return null;
        const file = join(path, name);
        const { size, mtime } = await stat(file);
        return { id, name: name === unnamed ? null : name, bytes: size, createdAt: mtime, file };
      }),
    );

  const find = async (id: string): Promise<Package | null> => {
    const stored = isId(id) ? await storage.open(id) : null;
    return stored && (await packageIn(stored));
  };

  return {
    find,
    receive: async (body, { name, maxBytes, sha256 }) => {
      const draft = await storage.draft();
      try {
        const received = await receive(body, join(draft, name ?? unnamed), maxBytes);
        judge(received, sha256);
        const fresh = await storage.put(draft, received.sha256);
        if (!fresh) await storage.touch(received.sha256);
        const found = await find(received.sha256);
        if (!found) throw new CodedError('INTERNAL', { reason: `the package ${received.sha256} went while it came` });
        return { found, fresh };
      } finally {
        // A remainder that cannot be removed must not hide why it is one; pruning comes by later.
        await storage.discard(draft).catch(() => undefined);
      }
    },
    use: async (id) => {
      if (!isId(id)) return null;
      await storage.touch(id);
      return await find(id);
    },
    list: async () => {
      const kept = (await storage.list()).filter(({ name }) => isId(name));
      return (await Promise.all(kept.map(packageIn))).filter((one) => one !== null);
    },
    prune: async (keep, unusedMs, at) => {
      const now = at ?? (await storage.clock());
      await storage.sweep(now);
      const removed: string[] = [];
      for (const { name, usedAt } of await storage.list()) {
        if (!isId(name) || keep.includes(name) || now.getTime() - usedAt.getTime() <= unusedMs) continue;
        if (await storage.remove(name)) removed.push(name);
      }
      return removed;
    },
  };
}
