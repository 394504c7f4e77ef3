import type { ServerHostKeyAlgorithm } from 'ssh2';

const offered: { type: string; algorithms: ServerHostKeyAlgorithm[] }[] = [
  { type: 'ssh-ed25519', algorithms: ['ssh-ed25519'] },
  { type: 'ecdsa-sha2-nistp256', algorithms: ['ecdsa-sha2-nistp256'] },
  { type: 'ecdsa-sha2-nistp384', algorithms: ['ecdsa-sha2-nistp384'] },
  { type: 'ecdsa-sha2-nistp521', algorithms: ['ecdsa-sha2-nistp521'] },
  { type: 'ssh-rsa', algorithms: ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'] },
];

/** The host key algorithms to ask for, those of the keys already known first, as OpenSSH does. */
export function hostKeyAlgorithms(known: readonly string[]): ServerHostKeyAlgorithm[] {
  const types = new Set(known.map((key) => key.split(' ')[0]));
  const first = offered.filter(({ type }) => types.has(type));
  const rest = offered.filter(({ type }) => !types.has(type));
  return [...first, ...rest].flatMap(({ algorithms }) => algorithms);
}
