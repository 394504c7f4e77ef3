import { createHash, randomInt } from 'node:crypto';
import type { Statements } from '#mysql';
import { fromUtc, utc } from '../base/times.js';

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** A new token: the second it was issued in (10 digits) and 32 drawn letters. */
export function drawToken(issuedAt: number): string {
  const drawn = Array.from({ length: 32 }, () => letters[randomInt(letters.length)]);
  return `${String(issuedAt).padStart(10, '0')}${drawn.join('')}`;
}

/** The hash that is stored of a token: a token has 150 random bits, so a plain SHA-256 is enough. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A stored token, as its owner may see it. */
export interface StoredToken {
  /** The beginning of its hash. */
  id: string;
  /** Its purpose; null for one of a login. */
  name: string | null;
  user: string;
  createdAt: Date;
  expiresAt: Date;
}

/** Long enough to name one token, and no help in finding it. */
export const tokenId = (hash: string): string => hash.slice(0, 16);

/** Tokens that are valid at a timestamp, newest first. */
export async function readTokens(sql: Statements, at: Date): Promise<StoredToken[]> {
  const rows = await sql.query<{
    hash: string;
    name: string | null;
    user: string;
    created_at: string;
    expires_at: string;
  }>(
    'SELECT hash, name, user, created_at, expires_at FROM rexflow_tokens WHERE expires_at > ? ORDER BY created_at DESC, hash',
    [utc(at)],
  );
  return rows.map((row) => ({
    id: tokenId(row.hash),
    name: row.name,
    user: row.user,
    createdAt: fromUtc(row.created_at),
    expiresAt: fromUtc(row.expires_at),
  }));
}
