import { createHmac, timingSafeEqual } from 'node:crypto';

/** OpenSSH keeps a pattern in so many characters, and takes a longer one for none. */
const longestPattern = 1022;

/**
 * Whether the first word of a line of known_hosts names a host: one hashed name, or patterns with `*`, `?` and, in front of
 * those that must not match, `!`. `name` has to be in lower case.
 */
export function covers(hosts: string, name: string): boolean {
  if (hosts.startsWith('|')) return isHashOf(hosts, name);
  let found = false;
  for (const pattern of hosts.toLowerCase().split(',')) {
    const negated = pattern.startsWith('!');
    const plain = negated ? pattern.slice(1) : pattern;
    if (plain.length > longestPattern) return false;
    if (!matches(plain, name)) continue;
    if (negated) return false;
    found = true;
  }
  return found;
}

function isHashOf(entry: string, name: string): boolean {
  const [, version, salt = '', hash = ''] = entry.split('|');
  const seed = Buffer.from(salt, 'base64');
  if (version !== '1' || seed.length !== 20) return false;
  const wanted = Buffer.from(hash, 'base64');
  const made = createHmac('sha1', seed).update(name).digest();
  return wanted.length === made.length && timingSafeEqual(wanted, made);
}

/** Takes no more steps than pattern and name have characters, each with each: a regular expression of many stars takes its time. */
function matches(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let behindStar = 0;
  for (let read = 0; read < name.length;) {
    if (pattern[at] === '*') {
      star = at++;
      behindStar = read;
    } else if (pattern[at] === '?' || pattern[at] === name[read]) {
      at++;
      read++;
    } else if (star >= 0) {
      at = star + 1;
      read = ++behindStar;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
