import { CodedError } from '#contract';
import { decoded } from './decoded.js';
import { connectionError, shownAddress } from './downloadError.js';
import { refusal } from './refusal.js';
import { askFor, type Way } from './request.js';

/** Bytes of a file of sums that are read: those of a whole directory of packages have their lines further up. */
const mostBytes = 64 * 1024;
const sum = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/i;
/** As sha256sum writes it, with a backslash in front of all where the name has one in it, and as BSD does. */
const writtenWays = [/^\\?[0-9a-f]{64} [ *](.+)$/i, /^SHA256 \((.+)\) = [0-9a-f]{64}$/i];

/** Whether a line is about a file of that name, in whatever directory. */
function isOf(line: string, name: string): boolean {
  const [, path] = writtenWays.map((way) => way.exec(line)).find((match) => match !== null) ?? [];
  if (path === undefined) return line.split(/[\s*()/\\:]+/).includes(name);
  const written = line.startsWith('\\') ? path.replaceAll('\\\\', '\\') : path;
  return written === name || written.endsWith(`/${name}`) || written.endsWith(`\\${name}`);
}

/** What a text says of the sum of a file: the sum, or whether it has those of other files. */
export type SumFound = { sha256: string } | { others: boolean };

/** The sum of a file in the text of sha256sum, of BSD's sha256, or alone; several of which none is its own are those of others. */
export function sumIn(text: string, name: string): SumFound {
  const found = text.split(/\r?\n/).flatMap((line) => {
    const [hex] = sum.exec(line) ?? [];
    return hex === undefined ? [] : [{ hex: hex.toLowerCase(), line: line.trim() }];
  });
  const named = found.find(({ line }) => isOf(line, name)) ?? (found.length === 1 ? found[0] : undefined);
  return named ? { sha256: named.hex } : { others: found.length > 0 };
}

/** Where the sum of a package lies: beside it, with what else stands in its address. */
export function addressOfSum(address: URL): URL {
  const beside = new URL(address);
  beside.pathname += '.sha256';
  return beside;
}

/** Answers by which nothing is there; to whom may not list its files, S3 says 403 of one that is missing. */
const missing = [403, 404, 410];

/** The sum that lies beside a package, or why there is none. Throws DownloadError. */
export async function fetchSumBeside(
  address: URL,
  way: Way,
  signal: AbortSignal,
): Promise<SumFound | { status: number }> {
  const beside = addressOfSum(address);
  const url = shownAddress(beside);
  try {
    const answer = await askFor(beside, way, {}, signal);
    const { status, body } = answer;
    try {
      if (missing.includes(status)) return { status };
      if (status !== 200) throw refusal(url, answer);
      const chunks: Buffer[] = [];
      let bytes = 0;
      for await (const chunk of body as AsyncIterable<Buffer>) {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes >= mostBytes) break;
      }
      return sumIn(Buffer.concat(chunks).toString('utf8'), decoded(address.pathname.split('/').at(-1)!));
    } finally {
      body.on('error', () => undefined).destroy();
    }
  } catch (thrown) {
    throw thrown instanceof CodedError ? thrown : connectionError(url, thrown);
  }
}
