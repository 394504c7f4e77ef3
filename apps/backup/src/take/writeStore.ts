import { chmod, lstat, mkdir, open, rm, symlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskErrors, unlessMissing, type ArchiveEntry, type Body } from '#bundle';
import { ownerOf } from './owner.js';

/** Takes the entries of a store, in their order. */
export type StoreWriter = (entry: ArchiveEntry, body: Body) => Promise<void>;

const prefix = 'store/';

/** The bundle or package an entry is of, as a path below the store. Throws for an entry that would leave the store. */
function unitOf(path: string): string {
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\0')))
    throw new Error(`"${path}" leads out of the store`);
  const [first, second] = parts as [string, string | undefined];
  if (first !== '.packages') {
    if (first.startsWith('.')) throw new Error(`"${path}" is nothing a store is backed up with`);
    return first;
  }
  if (second === undefined) throw new Error(`"${path}" is no package`);
  return `${first}/${second}`;
}

/**
 * Writes bundles and packages into the store in `dir`; what lies there under their names goes. A file is only made in a directory that
 * was made for it, never through a link. LOCAL_IO.
 */
export async function storeWriter(dir: string): Promise<StoreWriter> {
  const made = new Set<string>();
  let unit = '';
  const owner = await ownerOf(dir);

  async function begin(path: string): Promise<void> {
    unit = path;
    made.clear();
    for (const above of [dir, ...(path.includes('/') ? [join(dir, dirname(path))] : [])]) {
      await mkdir(above, { recursive: true });
      await owner.own(above);
      if (!(await lstat(above)).isDirectory()) throw new Error(`${above} is no directory`);
    }
    await rm(join(dir, path), { recursive: true, force: true });
  }

  async function write({ type, mode, mtime, target }: ArchiveEntry, path: string, body: Body): Promise<void> {
    const place = join(dir, path);
    if (path !== unit && !made.has(dirname(path))) throw new Error(`"${path}" lies in no directory of the backup`);
    if (type === 'directory') {
      await mkdir(place);
      made.add(path);
    } else if (type === 'link') {
      await symlink(target, place);
      await owner.own(place);
      return;
    } else {
      const handle = await open(place, 'wx', 0o600);
      try {
        for await (const piece of body) await handle.writeFile(piece);
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
    // Directories stay open to us until their files are there.
    await chmod(place, type === 'directory' ? (mode ?? 0o755) | 0o700 : (mode ?? 0o644));
    if (mtime) await utimes(place, mtime, mtime);
    await owner.own(place);
  }

  return (entry, body) =>
    diskErrors(`writing below ${dir}`, async () => {
      const path = entry.name.slice(prefix.length);
      const of = unitOf(path);
      if (of !== unit) await begin(of);
      await write(entry, path, body);
    });
}

/** Whether anything lies in a directory. */
export const isThere = async (path: string): Promise<boolean> => (await unlessMissing(() => lstat(path))) !== null;
