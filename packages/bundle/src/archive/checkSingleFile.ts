import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { CodedError } from '#contract';
import { formatOf, looksLike, startsPage } from '../format/formatOf.js';
import { programName, startOf } from './archiveKind.js';
import { eachZipEntry, zipBody } from './zipEntries.js';

/** Names under which a web page is what was meant. */
const pageName = /\.(x?html?|php\d?|jspx?|aspx?|cshtml|vue|svelte|ftl|vm|tpl|tmpl|hbs|ejs|mustache|xml|txt|md)$/i;
/** Names of what is text, or has a format of its own, so that gzip can only have come on the way. */
const plainName =
  /\.(js|mjs|cjs|css|json|xml|html?|txt|md|csv|ya?ml|php|py|rb|pl|sh|sql|conf|ini|properties|jar|war)$/i;
const zipEnd = Buffer.from('PK\x05\x06');
const zipEndBytes = 22;

/** True for a file that a zip ends, whatever stands in front of it: a program that starts itself begins with a script. */
async function endsAsZip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, zipEndBytes + 0xffff);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    const at = buffer.lastIndexOf(zipEnd);
    return at >= 0 && at + zipEndBytes <= length && at + zipEndBytes + buffer.readUInt16LE(at + 20) === length;
  } finally {
    await handle.close();
  }
}

/** Reads a zip through, as far as so many bytes of content go; throws when it is damaged. */
async function readThrough(file: string, maxBytes: number, signal: AbortSignal | undefined): Promise<void> {
  let [entries, bytes] = [0, 0];
  await eachZipEntry(file, async (zip, entry) => {
    signal?.throwIfAborted();
    entries += 1;
    if (entry.isEncrypted() || !entry.canDecodeFileData()) return;
    bytes += entry.uncompressedSize;
    if (bytes <= maxBytes) for await (const chunk of zipBody(zip, entry)) void chunk;
  });
  if (entries === 0) throw new Error('it holds nothing');
}

/**
 * Refuses a file that is released as it is, and cannot be what its name says: a page of a login or an error, nothing at all, what
 * gzip packed once more, and a .jar or .war that is no whole zip. PACKAGE_UNFIT; anything else that is thrown means damage.
 */
export async function checkSingleFile(file: string, maxBytes: number, signal?: AbortSignal): Promise<void> {
  const name = basename(file);
  const start = await startOf(file);
  const format = formatOf(start)?.name;
  const isProgram = programName.test(name);
  const startsItself = isProgram && start.toString('latin1', 0, 2) === '#!';
  if (startsItself && (await endsAsZip(file))) return;
  const unfit =
    start.length === 0 ||
    (isProgram && format !== 'zip') ||
    (startsPage(start) && !pageName.test(name)) ||
    (format === 'gzip' && plainName.test(name));
  const found = startsItself ? 'a script, and no whole zip behind it' : looksLike(start);
  if (unfit) throw new CodedError('PACKAGE_UNFIT', { file: name, found });
  if (isProgram) await readThrough(file, maxBytes, signal);
}
