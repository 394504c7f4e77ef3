import type { ServerHostKeyAlgorithm } from 'ssh2';

const offered: { type: string; algorithms: ServerHostKeyAlgorithm[] }[] = [
  { type: 'ssh-ed25519', algorithms: ['ssh-ed25519'] },
  { type: 'ecdsa-sha2-nistp256', algorithms: ['ecdsa-sha2-nistp256'] },
  { type: 'ecdsa-sha2-nistp384', algorithms: ['ecdsa-sha2-nistp384'] },
  { type: 'ecdsa-sha2-nistp521', algorithms: ['ecdsa-sha2-nistp521'] },
  { type: 'ssh-rsa', algorithms: ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'] },
];

/** The algorithms of the types of keys that hosts have as a rule, by type. */
export const usualAlgorithms: ReadonlyMap<string, ServerHostKeyAlgorithm[]> = new Map(
  offered
    .filter(({ type }) => ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ssh-rsa'].includes(type))
    .map(({ type, algorithms }) => [type, algorithms]),
);

/** The host key algorithms to ask for, those of the keys already known first, as OpenSSH does. */
export function hostKeyAlgorithms(known: readonly string[]): ServerHostKeyAlgorithm[] {
  const types = new Set(known.map((key) => key.split(' ')[0]));
  const first = offered.filter(({ type }) => types.has(type));
  const rest = offered.filter(({ type }) => !types.has(type));
  return [...first, ...rest].flatMap(({ algorithms }) => algorithms);
}
