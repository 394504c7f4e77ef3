import { createHash, randomInt } from 'node:crypto';

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** A new token: the second it was issued in (10 digits) and 32 drawn letters. */
export function drawToken(issuedAt: number): string {
  const drawn = Array.from({ length: 32 }, () => letters[randomInt(letters.length)]);
  return `${String(issuedAt).padStart(10, '0')}${drawn.join('')}`;
}

/** What is stored of a token. A token is drawn with 150 bits, so a plain hash is enough. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
