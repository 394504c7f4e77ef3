import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { temporaryName } from '#shell';
import { findCiJob, type CiJob } from './ci.js';

/** The settings of a caller at a terminal. */
export interface Caller {
  /** Address of the gateway; null when it is not set. */
  url: string | null;
  /** Null when there is none for this address. */
  token: string | null;
  /** The token comes from REXFLOW_TOKEN: no file can be changed to end it. */
  fromEnvironment: boolean;
  /** Path of the file that holds address and token. */
  path: string;
  /** NO_COLOR, or a terminal that knows none. */
  plain: boolean;
  /** CI is set, so nobody watches, or nothing can be drawn on the terminal. */
  unattended: boolean;
  /** The job of a build server it is called in. */
  ci: CiJob | null;
}

interface Kept {
  url?: string;
  token?: string;
}

export { ownBuild, spellBuild } from './build.js';

const { env } = process;
const pathOf = (): string => join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'rexflow', 'cli.json');
const bare = (url: string): string => url.replace(/\/+$/, '');

function kept(path: string): Kept {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${path} cannot be read (${String((thrown as NodeJS.ErrnoException).code)}): look at its owner`);
  }
  try {
    const value = JSON.parse(text) as Kept | null;
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Refused below, as any other content that is no object.
  }
  throw new Error(`${path} is not JSON: remove it and sign in again`);
}

/**
 * The caller's address and token: REXFLOW_URL and REXFLOW_TOKEN, then the file `login` writes. A token of the file is only
 * given to the address it was written for. Throws when the file cannot be read.
 */
export function readCaller(): Caller {
  const path = pathOf();
  const file = env.REXFLOW_URL && env.REXFLOW_TOKEN ? {} : kept(path);
  const url = env.REXFLOW_URL || file.url;
  const own = file.token !== undefined && file.url !== undefined && url !== undefined && bare(url) === bare(file.url);
  return {
    url: url === undefined ? null : bare(url),
    token: env.REXFLOW_TOKEN || (own ? file.token! : null),
    fromEnvironment: Boolean(env.REXFLOW_TOKEN),
    path,
    plain: Boolean(env.NO_COLOR) || env.TERM === 'dumb',
    unattended: (Boolean(env.CI) && env.CI !== 'false') || env.TERM === 'dumb',
    ci: findCiJob(env),
  };
}

/** The language messages are wanted in: REXFLOW_LANGUAGE, then what the locale of the terminal says (POSIX: LC_ALL, LC_MESSAGES, LANG). */
export function callerLanguage(): 'en' | 'zh' {
  const named = env.REXFLOW_LANGUAGE || env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^zh\b|^zh_/i.test(named) ? 'zh' : 'en';
}

/** Keeps an address and its token for the next calls, readable by nobody else. Throws what the file system throws. */
export function keepCaller({ url, token }: { url: string; token: string }): void {
  const path = pathOf();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const fresh = temporaryName(path);
  writeFileSync(fresh, `${JSON.stringify({ url: bare(url), token }, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  chmodSync(fresh, 0o600);
  renameSync(fresh, path);
}

/** Forgets the token and keeps the address. */
export function forgetToken(): void {
  const path = pathOf();
  const { url } = kept(path);
  if (url === undefined) rmSync(path, { force: true });
  else writeFileSync(path, `${JSON.stringify({ url }, null, 2)}\n`, { mode: 0o600 });
}
