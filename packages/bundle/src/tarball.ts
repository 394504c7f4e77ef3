import { writeFile } from 'node:fs/promises';
import { Header, type HeaderData } from 'tar';

export type Written = HeaderData & { path: string; body?: string };

/** A tar of exactly these entries, however bad they are. */
export function tarOf(entries: Written[]): Buffer {
  const blocks: Buffer[] = [];
  for (const { body = '', ...data } of entries) {
    const header = new Header({
      mode: 0o644,
      type: 'File',
      mtime: new Date(1e12),
      ...data,
      size: Buffer.byteLength(body),
    });
    header.encode();
    blocks.push(header.block!, Buffer.from(body), Buffer.alloc((512 - (Buffer.byteLength(body) % 512)) % 512));
  }
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** The same in a file; gives its path. */
export async function writeTar(file: string, entries: Written[]): Promise<string> {
  await writeFile(file, tarOf(entries));
  return file;
}
