import { readFile } from 'node:fs/promises';
import { Header, Pax, type HeaderData } from 'tar';
import type { Entry } from '../manifest/manifest.js';
import { diskErrors } from '../disk/diskErrors.js';

const types = { file: 'File', link: 'SymbolicLink', directory: 'Directory' } as const;
const block = 512;

const padded = (body: Buffer): Buffer[] => [body, Buffer.alloc((block - (body.length % block)) % block)];

function headers(data: HeaderData & { path: string }): Buffer[] {
  const header = new Header(data);
  // True for what the old format has no room for, such as a long name.
  const extended = header.encode();
  return extended ? [new Pax({ path: data.path, linkpath: data.linkpath }).encode(), header.block!] : [header.block!];
}

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
    blocks.push(...headers(type === 'link' ? { ...data, linkpath: entry.target } : data), ...padded(body));
  }
  return Buffer.concat([...blocks, Buffer.alloc(2 * block)]);
}
