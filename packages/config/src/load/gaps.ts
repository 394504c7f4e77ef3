import { isMap, valueAt } from './path.js';

/** The values a document leaves to `npm start`, for its current environment. */
export interface Gaps {
  redis: boolean;
  mysql: boolean;
  /** No private key and no password to log in to the hosts with. */
  login: boolean;
}

/** The values `npm start` provides; only gaps are filled with them. */
export interface Fillings {
  redisUrl?: string;
  mysql?: { host: string; port: number; database: string; user: string; password: string };
  /** The key itself, or `file:` and its path. */
  privateKey?: string;
}

/** Finds the gaps of a raw document, valid or not. */
export function gaps(document: unknown): Gaps {
  const ssh = sectionOf(document, 'ssh');
  const hosts = Array.isArray(ssh.hosts) ? (ssh.hosts as unknown[]) : [];
  return {
    redis: !valueAt(document, ['redis', 'url']),
    mysql: !sectionOf(document, 'mysql').host,
    login: ![ssh, ...hosts].some((login) => isMap(login) && (login.private_key || login.password || login.agent)),
  };
}

/**
 * A copy of the document with its gaps filled, to be written to a file anywhere: its relative paths keep starting at
 * `folder`, the absolute folder of the original.
 */
export function fillGaps(document: unknown, folder: string, { redisUrl, mysql, privateKey }: Fillings): unknown {
  if (!isMap(document)) return document;
  const missing = gaps(document);
  const copy = structuredClone(document);
  copy.folder ??= folder;
  if (missing.redis && redisUrl) copy.redis = { url: plain(redisUrl) };
  const environment = valueAt(copy, ['environments', String(copy.environment)]);
  if (!isMap(environment)) return copy;
  if (missing.mysql && mysql) {
    environment.mysql = { ...mysql, user: plain(mysql.user), password: plain(mysql.password) };
  }
  if (missing.login && privateKey) environment.ssh = { ...sectionOf(copy, 'ssh'), private_key: plain(privateKey) };
  return copy;
}

function sectionOf(document: unknown, key: 'mysql' | 'ssh'): Record<string, unknown> {
  const value = valueAt(document, ['environments', String(valueAt(document, ['environment'])), key]);
  return isMap(value) ? value : {};
}

/** A value as it has to be written to be read as it is. */
const plain = (value: string): string => value.replace(/\$\{/g, () => '$${');
