import { isUtf8 } from 'node:buffer';
import { CodedError, type NameEncoding } from '#contract';
import { getFileNameLowLevel } from 'yauzl';

/** The guesses that are shown of a name: those of most packages that come without UTF-8. */
const guessed: readonly NameEncoding[] = ['gb18030', 'shift_jis', 'cp437'];

function inEncoding(raw: Buffer, encoding: NameEncoding): string | null {
  // The library has the one set that browsers do not know, and so Node.
  if (encoding === 'cp437') return getFileNameLowLevel(0, raw, [], true);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(raw);
  } catch {
    return null;
  }
}

/** Bytes of a name or target: no system opens a longer one, and each directory of it costs. */
const longest = 4096;

/**
 * Reads a name of the archive `file` as UTF-8, or, where it is not that, in the character set that was agreed. No detector is
 * right about short names, so none is asked. ARCHIVE_NAMES_UNREADABLE when neither fits, ARCHIVE_DAMAGED for one that is too long.
 */
export function decodeName(file: string, raw: Buffer, encoding: NameEncoding | null): string {
  if (raw.length > longest) {
    const reason = `a name or the target of a link in it has ${raw.length} bytes, more than the ${longest} that a system takes`;
    throw new CodedError('ARCHIVE_DAMAGED', { file, reason });
  }
  if (isUtf8(raw)) return raw.toString('utf8');
  const name = encoding && inEncoding(raw, encoding);
  if (name !== null) return name;
  const guesses = guessed.flatMap((one) => {
    const guess = inEncoding(raw, one);
    return guess === null ? [] : [`"${guess}" (${one})`];
  });
  throw new CodedError('ARCHIVE_NAMES_UNREADABLE', { file, encoding: encoding ?? undefined, guesses });
}
