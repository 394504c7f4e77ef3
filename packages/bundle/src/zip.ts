import { writeFile } from 'node:fs/promises';
import { crc32, deflateRawSync } from 'node:zlib';

export interface Zipped {
  name: string;
  body?: string;
  /** Full Unix mode with the type bits; left out, the entry is as from DOS. */
  mode?: number;
  /** Announced instead of the true checksum. */
  sum?: number;
  flags?: number;
}

/** A zip of exactly these entries, deflated, however bad they are. */
export async function writeZip(file: string, entries: Zipped[]): Promise<string> {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, body = '', mode, sum, flags = 0x800 } of entries) {
    const raw = Buffer.from(name);
    const data = deflateRawSync(body);
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(flags, 2);
    fixed.writeUInt16LE(8, 4);
    fixed.writeUInt16LE(0x6000, 6);
    fixed.writeUInt16LE(0x5821, 8);
    fixed.writeUInt32LE(sum ?? crc32(body), 10);
    fixed.writeUInt32LE(data.length, 14);
    fixed.writeUInt32LE(Buffer.byteLength(body), 18);
    fixed.writeUInt16LE(raw.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((mode ?? 0) << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    const madeBy = Buffer.from([20, mode === undefined ? 0 : 3]);
    local.push(Buffer.from('PK\x03\x04'), fixed, raw, data);
    central.push(Buffer.from('PK\x01\x02'), madeBy, fixed, rest, raw);
    offset += 4 + fixed.length + raw.length + data.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(Buffer.concat(central).length, 8);
  end.writeUInt32LE(offset, 12);
  await writeFile(file, Buffer.concat([...local, ...central, Buffer.from('PK\x05\x06'), end]));
  return file;
}
