import type { SshLogin } from '#ssh';

/**
 * The same login, which believes no host key that nobody knows and records none, its jump hosts included: nobody who looks at a host
 * by the way is there to compare it.
 */
export const withoutFirstContact = ({ hostKeys, jump, ...login }: SshLogin): SshLogin => ({
  ...login,
  hostKeys: hostKeys === 'first-contact' ? 'recorded' : hostKeys,
  jump: jump && withoutFirstContact(jump),
});
