import { CodedError } from '#contract';
import type { SshLogin } from '../login/types.js';
import type { KnownKeys } from './knownHosts.js';
import { fingerprint } from './publicKey.js';

/** The decision on a key a host shows. */
export type Judgement = { verdict: 'known' } | { verdict: 'record' } | { verdict: 'refuse'; trouble: CodedError };

/**
 * Holds the key a host shows against what is known of it. A host that is known by any key and shows another, even of another
 * type, is refused: the types known were asked for first, so an honest host would have shown one of them.
 */
export function judge(target: SshLogin, known: KnownKeys, seen: string): Judgement {
  const { label: host, address, port, user } = target;
  const details = { host, address, port, user, seen: fingerprint(seen), type: seen.split(' ')[0] };
  const refuse = (trouble: CodedError): Judgement => ({ verdict: 'refuse', trouble });
  if (known.revoked.includes(seen))
    return refuse(new CodedError('HOST_KEY_CHANGED', { ...details, known: 'revoked in known_hosts' }));
  if (known.good.includes(seen)) return { verdict: 'known' };
  if (known.good.length > 0)
    return refuse(new CodedError('HOST_KEY_CHANGED', { ...details, known: known.good.map(fingerprint) }));
  if (target.hostKeys === 'first-contact') return { verdict: 'record' };
  return refuse(
    new CodedError('HOST_KEY_UNKNOWN', target.hostKeys === 'recorded' ? { ...details, recorded: 'none' } : details),
  );
}
