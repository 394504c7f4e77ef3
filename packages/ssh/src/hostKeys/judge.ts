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
  const { good, revoked, anyPort } = known;
  if (revoked.includes(seen))
    return refuse(new CodedError('HOST_KEY_CHANGED', { ...details, known: 'revoked in known_hosts' }));
  if (good.includes(seen)) return { verdict: 'known' };
  if (good.length > 0) return refuse(new CodedError('HOST_KEY_CHANGED', { ...details, known: good.map(fingerprint) }));
  if (anyPort?.good.includes(seen) && !anyPort.revoked.includes(seen)) return { verdict: 'known' };
  if (target.hostKeys === 'first-contact') return { verdict: 'record' };
  const authorities = authoritiesIn(known);
  if (authorities.length > 0)
    return refuse(new CodedError('HOST_CERTIFICATE', { ...details, authorities: authorities.map(fingerprint) }));
  return refuse(
    new CodedError('HOST_KEY_UNKNOWN', target.hostKeys === 'recorded' ? { ...details, recorded: 'none' } : details),
  );
}

/** The keys of the authorities that OpenSSH would let vouch for a host. */
export const authoritiesIn = ({ authorities, anyPort }: KnownKeys): string[] => [
  ...new Set([...authorities, ...(anyPort?.authorities ?? [])]),
];
