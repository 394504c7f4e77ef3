import { covers } from './hostPattern.js';
import { keyOfWords } from './publicKey.js';

/** The keys of a known_hosts file for one name, in the form `ssh-ed25519 AAAA...`. */
export interface NamedKeys {
  good: string[];
  /** Keys the file forbids, whatever else it says. */
  revoked: string[];
  /** Keys of authorities that are to vouch for the host by a certificate (`@cert-authority`). */
  authorities: string[];
}

/** What a known_hosts file says of one host. */
export interface KnownKeys extends NamedKeys {
  /** What it says of the host's name alone, where the port is not 22: that counts where nothing good stands of the port. */
  anyPort: NamedKeys | null;
}

const lists = { '': 'good', '@revoked': 'revoked', '@cert-authority': 'authorities' } as const;

interface Line {
  list: (typeof lists)[keyof typeof lists];
  hosts: string;
  type: string;
  key: string;
}

/** A line that says something; null for a comment and for what OpenSSH passes over. Blanks are spaces and tabs, nothing else. */
function readLine(line: string): Line | null {
  const words = line.split(/[ \t]+/);
  if (words[0] === '') words.shift();
  const marker = words[0]?.startsWith('@') ? words.shift()! : '';
  const [hosts = '', type = '', key = ''] = words;
  if (hosts.startsWith('#') || hosts.startsWith('@') || !(marker in lists) || key === '') return null;
  return { list: lists[marker as keyof typeof lists], hosts, type, key };
}

function keysOf(lines: readonly Line[], name: string): NamedKeys {
  const found: NamedKeys = { good: [], revoked: [], authorities: [] };
  for (const { list, hosts, type, key } of lines) {
    if (!covers(hosts, name)) continue;
    const text = keyOfWords(type, key);
    if (text !== null) found[list].push(text);
  }
  return found;
}

/**
 * Looks a host up in the text of a known_hosts file, to the same end as OpenSSH (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT): see
 * knownHosts.test.ts, which asks ssh. Authorities are told apart: ssh2 asks hosts for no certificate, so none can be held against them.
 */
export function knownHosts(text: string, address: string, port: number): KnownKeys {
  const host = address.toLowerCase();
  const lines = text.split('\n').flatMap((line) => readLine(line) ?? []);
  return port === 22
    ? { ...keysOf(lines, host), anyPort: null }
    : { ...keysOf(lines, `[${host}]:${port}`), anyPort: keysOf(lines, host) };
}
