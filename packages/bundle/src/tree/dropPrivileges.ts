import { chmod, lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { diskErrors } from '../disk/diskErrors.js';
import type { Manifest } from '../manifest/manifest.js';

/** Setuid and setgid: who may release could make of any program one that runs as somebody else. */
const privileges = 0o6000;

/** The result of `dropPrivileges`. */
export interface Unprivileged {
  manifest: Manifest;
  /** The paths that had one of these bits; '.' for the directory itself. */
  paths: string[];
}

/** Takes setuid and setgid from a tree and from its manifest. LOCAL_IO. */
export async function dropPrivileges(dir: string, { entries }: Manifest): Promise<Unprivileged> {
  return await diskErrors(`changing modes in ${dir}`, async () => {
    const { mode: top } = await lstat(dir);
    const found = entries.filter(({ type, mode }) => type !== 'link' && (mode & privileges) !== 0);
    const paths = [...((top & privileges) === 0 ? [] : ['.']), ...found.map(({ path }) => path)];
    if (paths[0] === '.') await chmod(dir, top & 0o1777);
    for (const { path, mode } of found) await chmod(join(dir, path), mode & ~privileges & 0o7777);
    const changed = new Set(found.map(({ path }) => path));
    return {
      manifest: {
        entries: entries.map((entry) =>
          changed.has(entry.path) ? { ...entry, mode: entry.mode & ~privileges } : entry,
        ),
      },
      paths,
    };
  });
}
