import { readFile } from 'node:fs/promises';
import type { Entry } from '../manifest/manifest.js';
import { diskErrors } from '../disk/diskErrors.js';
import { padded, tarEnd, tarHeaders } from './tarHeaders.js';

const types = { file: 'File', link: 'SymbolicLink', directory: 'Directory' } as const;
/**
 * A tar of some entries of a tree, with the modes and times of its manifest and no owner. `place` gives the file that holds the
 * bytes of a path. LOCAL_IO.
 */
export async function packEntries(entries: readonly Entry[], place: (path: string) => string): Promise<Buffer> {
  const blocks: Buffer[] = [];
  for (const entry of entries) {
    const { type, path, mode, mtimeMs } = entry;
    const file = place(path);
    const body = type === 'file' ? await diskErrors(`reading ${file}`, () => readFile(file)) : Buffer.alloc(0);
    const data = {
      path,
      type: types[type],
      mode,
      mtime: new Date(Math.floor(mtimeMs / 1000) * 1000),
      size: body.length,
    };
    blocks.push(...tarHeaders(type === 'link' ? { ...data, linkpath: entry.target } : data), ...padded(body));
  }
  return Buffer.concat([...blocks, tarEnd]);
}
