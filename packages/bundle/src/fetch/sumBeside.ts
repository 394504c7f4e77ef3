import type { Dispatcher } from 'undici';
import { CodedError } from '#contract';
import { connectionError, DownloadError, shownAddress } from './downloadError.js';
import { askFor } from './request.js';

/** Bytes of a file of sums that are read: those of a whole directory of packages have their lines further up. */
const mostBytes = 64 * 1024;
const sum = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/i;

/** The sum of a file in the text of sha256sum, of BSD's sha256, or alone; null when it names none, or several and not this. */
export function sumIn(text: string, name: string): string | null {
  const found = text.split('\n').flatMap((line) => {
    const [hex] = sum.exec(line) ?? [];
    return hex === undefined ? [] : [{ hex: hex.toLowerCase(), names: line.split(/[\s*()/\\]+/) }];
  });
  const named = found.find(({ names }) => names.includes(name));
  return named?.hex ?? (found.length === 1 ? found[0]!.hex : null);
}

/** Where the sum of a package lies: beside it, with what else stands in its address. */
export function addressOfSum(address: URL): URL {
  const beside = new URL(address);
  beside.pathname += '.sha256';
  return beside;
}

/** The sum that lies beside a package; null when there is none. Throws DownloadError. */
export async function fetchSumBeside(address: URL, way: Dispatcher, signal: AbortSignal): Promise<string | null> {
  const beside = addressOfSum(address);
  const url = shownAddress(beside);
  try {
    const { status, body } = await askFor(beside, way, {}, signal);
    try {
      if (status >= 500 || status === 429) throw new DownloadError(url, `the server answered ${status}`, { status });
      if (status !== 200) return null;
      let text = '';
      for await (const chunk of body as AsyncIterable<Buffer>) {
        text += chunk.toString('latin1');
        if (text.length >= mostBytes) break;
      }
      return sumIn(text, decodeURIComponent(address.pathname.split('/').at(-1) ?? ''));
    } finally {
      body.on('error', () => undefined).destroy();
    }
  } catch (thrown) {
    throw thrown instanceof CodedError ? thrown : connectionError(url, thrown);
  }
}
