/** What a file is, as far as its first bytes tell. */
export interface Format {
  name: string;
  /** True for an archive or a packed file that nobody here can unpack. */
  foreign: boolean;
}

const signatures: readonly (readonly [start: string, name: string, foreign?: true])[] = [
  ['\x1f\x8b', 'gzip'],
  ['PK\x03\x04', 'zip'],
  ['PK\x05\x06', 'zip'],
  ['PK\x07\x08', 'a part of a zip in several pieces', true],
  ['\xfd7zXZ\0', 'xz'],
  ['\x28\xb5\x2f\xfd', 'zstd'],
  ['7z\xbc\xaf\x27\x1c', '7z'],
  ['Rar!\x1a\x07', 'rar', true],
  ['\x04\x22\x4d\x18', 'lz4', true],
  ['LZIP', 'lzip', true],
  ['\x89LZO', 'lzop', true],
  ['\x1f\x9d', 'compress (.Z)', true],
  ['MSCF\0\0\0\0', 'cab', true],
  ['070701', 'cpio', true],
  ['070702', 'cpio', true],
  ['070707', 'cpio', true],
  ['\x7fELF', 'an ELF program'],
  ['%PDF-', 'a PDF'],
];

/** The format of what begins so, tar aside; null for any other. */
export function formatOf(start: Buffer): Format | null {
  const bytes = start.toString('latin1', 0, 16);
  // The level is one digit, and then a block begins.
  if (/^BZh[1-9](1AY&SY|\x17rE8P\x90)/.test(bytes)) return { name: 'bzip2', foreign: false };
  const found = signatures.find(([signature]) => bytes.startsWith(signature));
  return found ? { name: found[1], foreign: found[2] ?? false } : null;
}

const mostShown = 60;

const shortened = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > mostShown ? `${line.slice(0, mostShown)}…` : line;
};

/** Without what no text holds; the first bytes may end amid a letter. */
function textOf(start: Buffer): string | null {
  const text = start.toString('utf8').replace(/\uFFFD{1,3}$/, '');
  const isText = [...text].every((sign) => sign >= ' ' || '\t\r\n\f'.includes(sign));
  return isText && !text.includes('\uFFFD') ? text : null;
}

/** True for the beginning of a web page. */
export const startsPage = (start: Buffer): boolean =>
  /^(\uFEFF)?\s*(<!--.{0,500}?-->\s*)?<(!doctype\s+html|html|head|body)\b/is.test(start.toString('utf8'));

/** What a file appears to hold that is not what it should be, as words for a sentence. */
export function looksLike(start: Buffer): string {
  if (start.length === 0) return 'nothing';
  const format = formatOf(start);
  if (format) return format.name;
  const text = textOf(start);
  if (startsPage(start)) {
    const title = /<title[^>]*>([^<]*)/i.exec(start.toString('utf8'))?.[1] ?? '';
    return shortened(title) === '' ? 'an HTML page' : `an HTML page titled "${shortened(title)}"`;
  }
  if (text === null) return `the bytes ${start.toString('hex', 0, 8).replaceAll(/(..)(?=.)/g, '$1 ')}`;
  return `the text "${shortened(text)}"`;
}
