import { writeFile } from 'node:fs/promises';
import { crc32, deflateRawSync } from 'node:zlib';

export interface Zipped {
  /** Bytes where it is in no character set of ours. */
  name: string | Buffer;
  body?: string;
  /** Full Unix mode with the type bits; left out, the entry is as from DOS. */
  mode?: number;
  /** Announced instead of the true checksum. */
  sum?: number;
  flags?: number;
  /** The number of its way of packing, whatever it is. */
  method?: number;
  /** Sizes and sum stand behind the content instead of before it. */
  streamed?: boolean;
  /** Sizes and place are those of a zip beyond 4 GB. */
  zip64?: boolean;
  /** What stands beside its name. */
  extra?: Buffer;
}

/** A field beside a name, as zip has it. */
export function zipField(id: number, data: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(data.length, 2);
  return Buffer.concat([head, data]);
}

/** Sizes and place of an entry, as a zip beyond 4 GB has them. */
function sizes64(...numbers: number[]): Buffer {
  const data = Buffer.alloc(numbers.length * 8);
  for (const [index, number] of numbers.entries()) data.writeBigUInt64LE(BigInt(number), index * 8);
  return zipField(1, data);
}

/** A zip of exactly these entries, deflated, however bad they are. */
export function zipOf(entries: Zipped[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const one of entries) {
    const { name, body = '', mode, sum, flags = 0x800, method = 8, streamed = false, zip64 = false } = one;
    const raw = Buffer.from(name);
    const data = deflateRawSync(body);
    const extra = Buffer.concat([
      one.extra ?? Buffer.alloc(0),
      zip64 ? sizes64(Buffer.byteLength(body), data.length, offset) : Buffer.alloc(0),
    ]);
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(streamed ? flags | 8 : flags, 2);
    fixed.writeUInt16LE(method, 4);
    fixed.writeUInt16LE(0x6000, 6);
    fixed.writeUInt16LE(0x5821, 8);
    fixed.writeUInt32LE(sum ?? crc32(body), 10);
    fixed.writeUInt32LE(zip64 ? 0xffffffff : data.length, 14);
    fixed.writeUInt32LE(zip64 ? 0xffffffff : Buffer.byteLength(body), 18);
    fixed.writeUInt16LE(raw.length, 22);
    fixed.writeUInt16LE(extra.length, 24);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((mode ?? 0) << 16) >>> 0, 6);
    rest.writeUInt32LE(zip64 ? 0xffffffff : offset, 10);
    const madeBy = Buffer.from([20, mode === undefined ? 0 : 3]);
    const ahead = Buffer.from(fixed);
    if (streamed) ahead.fill(0, 10, 22);
    const behind = streamed ? Buffer.concat([Buffer.from('PK\x07\x08'), fixed.subarray(10, 22)]) : Buffer.alloc(0);
    local.push(Buffer.from('PK\x03\x04'), ahead, raw, extra, data, behind);
    central.push(Buffer.from('PK\x01\x02'), madeBy, fixed, rest, raw, extra);
    offset += 4 + fixed.length + raw.length + extra.length + data.length + behind.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(Buffer.concat(central).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, ...central, Buffer.from('PK\x05\x06'), end]);
}

/** The same in a file; gives its path. */
export async function writeZip(file: string, entries: Zipped[]): Promise<string> {
  await writeFile(file, zipOf(entries));
  return file;
}
