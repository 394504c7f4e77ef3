/** Bytes of a block, of which a tar consists. */
export const tarBlock = 512;

/** What the header block of a tar says of an entry, names not yet decoded. */
export interface TarHeader {
  name: Buffer;
  /** The letter of the kind; '0' for a file. */
  type: string;
  size: number;
  mode: number | undefined;
  mtime: Date | undefined;
  target: Buffer;
}

const sumAt = 148;
const sumEnd = 156;

/** A name, which ends with its field or at the first zero. */
function nameAt(block: Buffer, start: number, length: number): Buffer {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return end < 0 ? field : field.subarray(0, end);
}

/** A number in octal digits, or, with the highest bit set, in base 256; undefined where there is none. */
export function numberAt(block: Buffer, start: number, length: number): number | undefined {
  const field = block.subarray(start, start + length);
  const first = field[0]!;
  if ((first & 0x80) !== 0) {
    const sign = (first & 0x40) === 0 ? first & 0x7f : (first & 0x7f) - 0x80;
    return field.subarray(1).reduce((value, byte) => value * 256 + byte, sign);
  }
  const digits = /^[\0 ]*([0-7]*)(?:[\0 ]|$)/.exec(field.toString('latin1'))?.[1];
  if (digits === undefined) throw new Error('a number of a header is none');
  return digits === '' ? undefined : parseInt(digits, 8);
}

/** True for a header whose checksum fits: of bytes as they are, or, as some old programs have it, with a sign. */
export function isTarHeader(block: Buffer): boolean {
  if (block.length < tarBlock) return false;
  // The field of the sum counts as spaces.
  let [sum, signed] = [8 * 0x20, 8 * 0x20];
  for (let at = 0; at < tarBlock; at += 1) {
    if (at >= sumAt && at < sumEnd) continue;
    const byte = block[at]!;
    sum += byte;
    signed += byte < 0x80 ? byte : byte - 0x100;
  }
  // What is zero throughout has no sum at all.
  if (sum === 8 * 0x20) return false;
  try {
    const written = numberAt(block, sumAt, sumEnd - sumAt);
    return written === sum || written === signed;
  } catch {
    return false;
  }
}

/** The seconds of a tar, or of one of its pax records, as a time; undefined for what none is. */
export function timeOf(seconds: number | undefined): Date | undefined {
  const time = new Date((seconds ?? NaN) * 1000);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** The header in a block, in the format of v7, ustar, pax or GNU. Throws for a block that is none. */
export function parseTarHeader(block: Buffer): TarHeader {
  if (!isTarHeader(block)) throw new Error('a header has a wrong checksum');
  const letter = String.fromCharCode(block[156]!);
  const size = numberAt(block, 124, 12) ?? 0;
  if (!Number.isSafeInteger(size) || size < 0) throw new Error('a size in it is none');
  const last = nameAt(block, 0, 100);
  // GNU has another use for the place of the prefix, and spells the word in front of it with a space.
  const prefix = block.toString('latin1', 257, 263) === 'ustar\0' ? nameAt(block, 345, 155) : Buffer.alloc(0);
  return {
    name: prefix.length === 0 ? last : Buffer.concat([prefix, Buffer.from('/'), last]),
    type: letter === '\0' || letter === '7' ? '0' : letter,
    size,
    mode: numberAt(block, 100, 8),
    mtime: timeOf(numberAt(block, 136, 12)),
    target: nameAt(block, 157, 100),
  };
}
