import { CodedError } from '#contract';
import type { Database, Statements } from '#mysql';
import { hashPassword, isPassword } from './passwords.js';
import { fromUtc } from '../base/times.js';
import { drawToken, readTokens, tokenHash, tokenId, type StoredToken } from './tokens.js';

/** A user of this installation. */
export interface User {
  name: string;
  role: 'admin';
}

/** The result of checking a token. Times are epoch seconds; `life` is in seconds. */
export type TokenCheck =
  | { state: 'valid'; user: User; issuedAt: number; life: number }
  | { state: 'expired'; issuedAt: number; life: number }
  | { state: 'unknown' };

/** Users, their passwords and their tokens. */
export interface People {
  /** The names of the first users, at most ten, in the order in which they were created. */
  userNames(): Promise<string[]>;
  /** Throws USER_EXISTS, PASSWORD_UNFIT, PARAMETER_INVALID for a name that is none. */
  createUser(name: string, password: string): Promise<void>;
  /** Also ends every token of the user. Throws USER_UNKNOWN, PASSWORD_UNFIT. */
  setPassword(name: string, password: string): Promise<void>;
  /** The user whose password this is, or null; an unknown name takes as long as a wrong password. */
  checkPassword(name: string, password: string): Promise<User | null>;
  /** A token that is valid for `life` seconds; only its hash is kept. `name` tells its purpose. */
  issueToken(user: User, life: number, name?: string): Promise<{ token: string; id: string; issuedAt: number }>;
  checkToken(token: string): Promise<TokenCheck>;
  /** Tokens that are valid, newest first. */
  tokens(): Promise<StoredToken[]>;
  /** Ends a token, given itself or its id. Throws TOKEN_UNKNOWN for an id that is of none. */
  endToken(which: { token: string } | { id: string }): Promise<void>;
}

interface TokenRow {
  user: string;
  created_at: string;
  expires_at: string;
  role: 'admin';
}

/** People over a database whose migrations have run; `now` is the clock of tokens, which all gateways share: MySQL's. */
export function createPeople(db: Database, now: () => Date = () => db.now()): People {
  const seconds = (): number => Math.floor(now().getTime() / 1000);
  // A caller that polls shows the same token many times a second; one that was ended elsewhere is good for a second more.
  const seen = new Map<string, { check: Extract<TokenCheck, { state: 'valid' }>; until: number }>();
  return {
    userNames: async () => {
      const users = await db.query<{ name: string }>(
        'SELECT name FROM rexflow_users ORDER BY created_at, name LIMIT 10',
      );
      return users.map(({ name }) => name);
    },

    createUser: async (name, password) => {
      if (!/^[A-Za-z0-9_][A-Za-z0-9._@-]{0,63}$/.test(name)) {
        throw new CodedError('PARAMETER_INVALID', { field: 'name', reason: 'may hold only letters, digits and ._@-' });
      }
      const stored = await hashPassword(fitting(password));
      await db.transaction('repeat', async (sql) => {
        const { affectedRows } = await sql.execute(
          "INSERT IGNORE INTO rexflow_users (name, password_hash, role, created_at) VALUES (?, ?, 'admin', UTC_TIMESTAMP(3))",
          [name, stored],
        );
        if (affectedRows > 0) return;
        // The hash is salted: a user with this one was made right here.
        const made = await sql.query('SELECT 1 FROM rexflow_users WHERE name = ? AND password_hash = ?', [
          name,
          stored,
        ]);
        if (made.length === 0) throw new CodedError('USER_EXISTS', { user: name });
      });
    },

    setPassword: async (name, password) => {
      const stored = await hashPassword(fitting(password));
      await db.transaction('repeat', async (sql) => {
        const { affectedRows } = await sql.execute('UPDATE rexflow_users SET password_hash = ? WHERE name = ?', [
          stored,
          name,
        ]);
        if (affectedRows === 0) throw new CodedError('USER_UNKNOWN', { user: name });
        await sql.execute('DELETE FROM rexflow_tokens WHERE user = ?', [name]);
      });
      seen.clear();
    },

    checkPassword: async (name, password) => {
      const [row] = await db.query<{ name: string; password_hash: string; role: 'admin' }>(
        'SELECT name, password_hash, role FROM rexflow_users WHERE name = ?',
        [name],
      );
      const right = await isPassword(password, row?.password_hash ?? null);
      return right && row ? { name: row.name, role: row.role } : null;
    },

    issueToken: async (user, life, name) => {
      const issuedAt = seconds();
      const token = drawToken(issuedAt);
      await db.execute('DELETE FROM rexflow_tokens WHERE expires_at < ?', [utc(issuedAt - forgetAfter)]);
      const hash = tokenHash(token);
      await db.transaction('repeat', (sql) =>
        sql.execute(
          `INSERT INTO rexflow_tokens (hash, user, name, created_at, expires_at) VALUES (?, ?, ?, ?, ?)
           ON DUPLICATE KEY UPDATE hash = hash`,
          [hash, user.name, name ?? null, utc(issuedAt), utc(issuedAt + life)],
        ),
      );
      return { token, id: tokenId(hash), issuedAt };
    },

    checkToken: async (token) => {
      const hash = tokenHash(token);
      const known = seen.get(hash);
      if (known && known.until > now().getTime()) return known.check;
      seen.delete(hash);
      const [row] = await db.query<TokenRow>(
        `SELECT t.user, t.created_at, t.expires_at, u.role FROM rexflow_tokens t JOIN rexflow_users u ON u.name = t.user
         WHERE t.hash = ?`,
        [hash],
      );
      if (!row) return { state: 'unknown' };
      const issuedAt = epoch(row.created_at);
      const life = epoch(row.expires_at) - issuedAt;
      if (issuedAt + life <= seconds()) return { state: 'expired', issuedAt, life };
      const check = { state: 'valid', user: { name: row.user, role: row.role }, issuedAt, life } as const;
      const until = Math.min(now().getTime() + believedMs, (issuedAt + life) * 1000);
      if (seen.size >= mostSeen) seen.clear();
      seen.set(hash, { check, until });
      return check;
    },

    tokens: () => readTokens(db, now()),

    endToken: async (which) => {
      const prefix = 'id' in which ? which.id : tokenHash(which.token);
      const known = /^[0-9a-f]{16,64}$/.test(prefix);
      const end = (sql: Statements, doubt: boolean): Promise<boolean> =>
        sql
          .execute('DELETE FROM rexflow_tokens WHERE hash LIKE ?', [`${prefix}%`])
          .then(({ affectedRows }) => affectedRows > 0 || doubt);
      const ended = known && (await db.transaction('repeat', end));
      seen.clear();
      if ('id' in which && !ended) throw new CodedError('TOKEN_UNKNOWN', { token: prefix.slice(0, 64) });
    },
  };
}

const believedMs = 1000;
const mostSeen = 1000;

// Expired tokens are kept for a day, so that their owner gets "expired" rather than "unknown".
const forgetAfter = 86_400;

const epoch = (text: string): number => Math.floor(fromUtc(text).getTime() / 1000);
const utc = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');

function fitting(password: string): string {
  if (password.length < 8) throw new CodedError('PASSWORD_UNFIT', { reason: 'shorter than 8 characters' });
  if (password.length > 256) throw new CodedError('PASSWORD_UNFIT', { reason: 'longer than 256 characters' });
  return password;
}
