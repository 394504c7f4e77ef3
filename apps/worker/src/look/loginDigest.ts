import { createHash } from 'node:crypto';
import type { SshLogin } from '#ssh';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * One text for what is logged in with, and by which way. It is stored: a password is no part of it, which could be guessed by it. Who
 * changed one has the host looked at with `rexflow host check`.
 */
export function loginDigest({ address, port, user, privateKey, agent, jump }: SshLogin): string {
  const key = privateKey && digest(privateKey.reveal());
  // Without an agent it is what it was before there were any, or each host would count as changed.
  const parts = [address, port, user, key, jump && loginDigest(jump), ...(agent === null ? [] : [agent])];
  return digest(JSON.stringify(parts));
}
