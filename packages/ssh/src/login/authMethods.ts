import ssh2, { type AnyAuthMethod } from 'ssh2';
import { CodedError } from '#contract';
import type { SshLogin } from './types.js';

/**
 * The ways to log in to a target, in the order they are tried: key, password, password by keyboard-interactive (all that
 * some PAM set-ups offer). Throws AUTHENTICATION for a key that cannot be read, since ssh2 would pass over it in silence.
 */
export function authMethods(target: SshLogin): AnyAuthMethod[] {
  const { user: username, privateKey, passphrase, password } = target;
  const ways: AnyAuthMethod[] = [];
  if (privateKey) {
    const key = ssh2.utils.parseKey(privateKey.reveal(), passphrase?.reveal());
    if (key instanceof Error)
      throw new CodedError(
        'AUTHENTICATION',
        { host: target.label, user: username, reason: key.message },
        { cause: key },
      );
    ways.push({ type: 'publickey', username, key });
  }
  if (password) {
    ways.push({ type: 'password', username, password: password.reveal() });
    ways.push({
      type: 'keyboard-interactive',
      username,
      prompt: (_name, _instructions, _lang, prompts, finish) => finish(prompts.map(() => password.reveal())),
    });
  }
  return ways;
}
