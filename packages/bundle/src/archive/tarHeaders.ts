import { Header, Pax, type HeaderData } from 'tar';

const block = 512;

/** What stands at the end of a tar. */
export const tarEnd = Buffer.alloc(2 * block);

/** A body, or the last piece of one of `bytes`, and what fills its last block. */
export const padded = (body: Buffer, bytes = body.length): Buffer[] => [
  body,
  Buffer.alloc((block - (bytes % block)) % block),
];

/** The blocks that stand before the body of an entry. */
export function tarHeaders(data: HeaderData & { path: string }): Buffer[] {
  const header = new Header(data);
  // True for what the old format has no room for, such as a long name.
  const extended = header.encode();
  if (!extended) return [header.block!];
  return [new Pax({ path: data.path, linkpath: data.linkpath }).encode(), header.block!];
}
