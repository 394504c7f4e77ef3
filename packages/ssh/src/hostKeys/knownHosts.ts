import { createHmac, timingSafeEqual } from 'node:crypto';

/** The entries of a known_hosts file for one host: keys in the form `ssh-ed25519 AAAA...`. */
export interface KnownKeys {
  good: string[];
  /** Keys the file forbids, whatever else it says. */
  revoked: string[];
}

/**
 * Looks a host up in the text of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT): plain, `[host]:port`, hashed
 * and wildcard names. Lines of certificate authorities are passed over, since ssh2 asks for no host certificates.
 */
export function knownHosts(text: string, address: string, port: number): KnownKeys {
  const name = (port === 22 ? address : `[${address}]:${port}`).toLowerCase();
  const found: KnownKeys = { good: [], revoked: [] };
  for (const line of text.split('\n')) {
    const words = line.trim().split(/\s+/);
    if (words[0] === '' || words[0]!.startsWith('#')) continue;
    const marker = words[0]!.startsWith('@') ? words.shift() : undefined;
    const [hosts, type, key] = words;
    if (!hosts || !type || !key || !covers(hosts, name)) continue;
    if (marker === undefined) found.good.push(`${type} ${key}`);
    else if (marker === '@revoked') found.revoked.push(`${type} ${key}`);
  }
  return found;
}

function covers(hosts: string, name: string): boolean {
  if (hosts.startsWith('|')) return isHashOf(hosts, name);
  const patterns = hosts.toLowerCase().split(',');
  if (patterns.some((pattern) => pattern.startsWith('!') && matches(pattern.slice(1), name))) return false;
  return patterns.some((pattern) => matches(pattern, name));
}

function isHashOf(entry: string, name: string): boolean {
  const [, version, salt, hash] = entry.split('|');
  if (version !== '1' || !salt || !hash) return false;
  const wanted = Buffer.from(hash, 'base64');
  const made = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  return wanted.length === made.length && timingSafeEqual(wanted, made);
}

function matches(pattern: string, name: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === name;
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(name);
}
