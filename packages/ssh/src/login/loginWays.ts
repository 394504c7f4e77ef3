import ssh2, { type AnyAuthMethod } from 'ssh2';
import { CodedError } from '#contract';
import { agentKeys, type AgentKeys } from './agentKeys.js';
import type { SshLogin } from './types.js';

/** The ways to log in to a target, and what is to be told of its agent when none of them gets in. */
export interface LoginWays {
  ways: AnyAuthMethod[];
  certificates: string[];
  /** Why the agent had nothing to offer; empty where it had, or where none is asked. */
  agentTrouble: string;
}

/**
 * The ways to log in to a target, in the order they are tried: key, the keys of an agent, password, password by keyboard-interactive
 * (all that some PAM set-ups offer). Throws AUTHENTICATION for a key that cannot be read, since ssh2 would pass over it in silence, and
 * SSH_AGENT_FAILED or LOGIN_CERTIFICATE where there is but an agent, and nothing of use in it.
 */
export async function loginWays(target: SshLogin, timeoutMs: number): Promise<LoginWays> {
  const own = ownKey(target);
  const passwords = passwordWays(target);
  if (target.agent === null) return { ways: [...own, ...passwords], certificates: [], agentTrouble: '' };
  const { label: host, user, agent: path } = target;
  let held: AgentKeys = { ways: [], certificates: [] };
  let agentTrouble = '';
  try {
    // One that says nothing leaves the other ways their time.
    held = await agentKeys(path, user, passwords.length > 0 ? timeoutMs / 2 : timeoutMs);
    if (held.ways.length === 0) agentTrouble = 'it holds no key that rexflow can use, or is locked';
  } catch (error) {
    agentTrouble = (error as Error).message;
  }
  const { certificates } = held;
  const ways = [...own, ...held.ways, ...passwords];
  if (ways.length > 0) return { ways, certificates, agentTrouble };
  throw certificates.length > 0
    ? new CodedError('LOGIN_CERTIFICATE', { host, user, path, certificates })
    : new CodedError('SSH_AGENT_FAILED', { host, user, path, reason: agentTrouble });
}

function ownKey({ label: host, user: username, privateKey, passphrase }: SshLogin): AnyAuthMethod[] {
  if (!privateKey) return [];
  const key = ssh2.utils.parseKey(privateKey.reveal(), passphrase?.reveal());
  if (key instanceof Error)
    throw new CodedError('AUTHENTICATION', { host, user: username, reason: key.message }, { cause: key });
  return [{ type: 'publickey', username, key }];
}

function passwordWays({ user: username, password }: SshLogin): AnyAuthMethod[] {
  if (!password) return [];
  return [
    { type: 'password', username, password: password.reveal() },
    {
      type: 'keyboard-interactive',
      username,
      prompt: (_name, _instructions, _lang, prompts, finish) => finish(prompts.map(() => password.reveal())),
    },
  ];
}
