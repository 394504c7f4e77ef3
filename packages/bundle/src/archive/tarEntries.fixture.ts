import { Header } from 'tar';

const filled = (body: Buffer): Buffer => Buffer.concat([body, Buffer.alloc((512 - (body.length % 512)) % 512)]);

/** The blocks of one entry, its header of node-tar, with the bytes of `change` put over it and the sum made right again. */
export function entry(
  path: string,
  type: string,
  content: Buffer | string = '',
  change: [at: number, bytes: Buffer][] = [],
) {
  const body = Buffer.from(content);
  const header = new Header({ path, type: 'File', mode: 0o644, size: body.length, mtime: new Date(1e12) });
  header.encode();
  const block = header.block!;
  block.write(type, 156, 'latin1');
  for (const [at, bytes] of change) bytes.copy(block, at);
  block.fill(' ', 148, 156);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return Buffer.concat([block, filled(body)]);
}

/** A pax record: its length counts itself. */
export function record(name: string, value: Buffer | string): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${name}=`), Buffer.from(value), Buffer.from('\n')]);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length += 1;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}
/** The records that count for the next entry. */
export const pax = (...records: Buffer[]): Buffer => entry('PaxHeader', 'x', Buffer.concat(records));

/** What ends a tar. */
export const end = Buffer.alloc(1024);
