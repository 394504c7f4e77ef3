import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createPackages, createStore, diskErrors, listsOnly, unlessMissing } from '#bundle';
import type { BackupSummary } from '../archive/manifest.js';
import type { BackupWriter } from '../archive/writeBackup.js';
import type { StoreMode } from '../terminal/options.js';

const seal = 'manifest.json';

/** Adds what lies at a path, and below it; gives the bytes. What is pruned meanwhile is left out. */
async function addTree(writer: BackupWriter, name: string, path: string): Promise<number> {
  const found = await diskErrors(`reading ${path}`, () => unlessMissing(() => lstat(path)));
  if (!found) return 0;
  const about = { mode: found.mode & 0o777, mtime: found.mtime };
  if (found.isSymbolicLink()) {
    const target = await diskErrors(`reading ${path}`, () => unlessMissing(() => readlink(path)));
    if (target !== null) await writer.addOther('link', name, target, about);
    return 0;
  }
  if (found.isFile()) {
    await writer.addFile(name, path, found.size, about);
    return found.size;
  }
  if (!found.isDirectory()) return 0;
  const names = (await diskErrors(`reading ${path}`, () => unlessMissing(() => readdir(path)))) ?? [];
  await writer.addOther('directory', name, '', about);
  let bytes = 0;
  // The seal of a bundle comes last, so that a part of one is never taken for a whole one.
  for (const one of names.sort((a, b) => Number(a === seal) - Number(b === seal) || (a < b ? -1 : 1)))
    bytes += await addTree(writer, `${name}/${one}`, join(path, one));
  return bytes;
}

/** Adds the sealed bundles and the packages of the store, or only the list of files of each bundle; gives what that was. */
export async function addStore(writer: BackupWriter, dir: string, mode: StoreMode): Promise<BackupSummary['store']> {
  const kept = { bundles: 0, packages: 0, bytes: 0 };
  if (mode === 'none') return kept;
  const store = createStore(dir);
  for (const { id } of (await store.sealed()).sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const place = store.place(id);
    const name = `store/${place.slice(dir.length + 1)}`;
    kept.bundles += 1;
    if (mode === 'all') kept.bytes += await addTree(writer, name, place);
    else {
      const found = await diskErrors(`reading ${place}`, () => unlessMissing(() => lstat(place)));
      if (!found) continue;
      await writer.addOther('directory', name, '', { mode: found.mode & 0o777, mtime: found.mtime });
      // Before the seal: it is never there alone.
      await writer.add(`${name}/${listsOnly}`, Buffer.alloc(0));
      kept.bytes += await addTree(writer, `${name}/${seal}`, join(place, seal));
    }
  }
  if (mode === 'manifests') return kept;
  for (const { id, file } of await createPackages(dir).list()) {
    kept.packages += 1;
    const place = file.slice(0, file.lastIndexOf('/'));
    kept.bytes += await addTree(writer, `store/.packages/${id}`, place);
  }
  return kept;
}
