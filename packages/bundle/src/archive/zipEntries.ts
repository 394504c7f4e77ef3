import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';

/** What stands behind the list of entries: the end, that of a zip beyond 4 GB, or a signature. */
const behindEntries = ['PK\x05\x06', 'PK\x06\x06', 'PK\x05\x05'];

async function signatureAt(file: string, place: number): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, place);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * Visits the entries of a zip in their order. Throws when more follow than it counts: some programs write the rest of a number
 * that is too large for its field, and the library stops there without a word.
 */
export async function eachZipEntry(file: string, visit: (zip: ZipFile, entry: Entry) => Promise<void>): Promise<void> {
  // Names are decoded by who visits: the library would refuse the bad ones without saying which.
  const zip = await openPromise(file, { autoClose: false, decodeStrings: false });
  try {
    for await (const entry of zip.eachEntry()) await visit(zip, entry);
    // The types take the place in the file for a flag.
    if (!behindEntries.includes(await signatureAt(file, Number(zip.readEntryCursor))))
      throw new Error(`it counts ${zip.entryCount} entries, and something else than its end follows behind them`);
  } finally {
    zip.close();
  }
}

/** The content of an entry; throws at its end when its checksum is wrong. */
export async function* zipBody(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  let sum = 0;
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (sum !== entry.crc32) throw new Error('the checksum of a file is wrong');
}
