/** Text in which something else was meant: the charset it was written in, and what it means; null where that is lost. */
export interface BrokenText {
  charset: 'utf-8' | 'gbk';
  meant: string | null;
}

/** The characters that Windows' Latin 1 has where the other has control characters: MySQL's latin1 is that one. */
const beyondLatin1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The bytes that a text was made of, where a server took them for latin1; null where it cannot have been that. */
function bytesOfLatin1(text: string): Uint8Array | null {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const beyond = beyondLatin1.indexOf(text[at]!);
    if (code > 0xff && beyond < 0) return null;
    bytes[at] = beyond < 0 ? code : 0x80 + beyond;
  }
  return bytes;
}

function decoded(bytes: Uint8Array, charset: BrokenText['charset']): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Whether a text is Chinese throughout, but for what ASCII has: two accents in a row are taken for a character of GBK, too. */
const isChinese = (text: string): boolean =>
  /\p{sc=Han}/u.test(text) && !/[^\p{sc=Han}\u0000-\u007f\u3000-\u303f\uff00-\uffef]/u.test(text);

/** What is wrong with a text; null for one that is as it was meant. */
export function brokenText(text: string): BrokenText | null {
  if (text.includes('\ufffd') || /^[?\s]*\?\?[?\s]*$/.test(text)) return { charset: 'utf-8', meant: null };
  if (!/[^\u0000-\u007f]/.test(text)) return null;
  const bytes = bytesOfLatin1(text);
  if (bytes === null) return null;
  const utf8 = decoded(bytes, 'utf-8');
  if (utf8 !== null) return { charset: 'utf-8', meant: utf8 };
  const gbk = decoded(bytes, 'gbk');
  return gbk !== null && isChinese(gbk) ? { charset: 'gbk', meant: gbk } : null;
}
