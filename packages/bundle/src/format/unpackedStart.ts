import type { ProgramRun } from './byProgram.js';
import { decompressed, type Compression } from './decompress.js';

/** The first bytes of a packed file, unpacked. Throws what keeps it from being read; nothing stays open. */
export async function unpackedStart(
  file: string,
  compression: Compression,
  { bytes, ...run }: ProgramRun & { bytes: number },
): Promise<Buffer> {
  let start = Buffer.alloc(0);
  for await (const chunk of decompressed(file, compression, run) as AsyncIterable<Buffer>) {
    start = Buffer.concat([start, chunk]);
    if (start.length >= bytes) break;
  }
  return start.subarray(0, bytes);
}
