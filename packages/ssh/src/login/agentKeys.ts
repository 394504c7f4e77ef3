import ssh2, { type AgentAuthMethod, type ParsedKey, type SignCallback, type SigningRequestOptions } from 'ssh2';
import { identitiesOf, signBy } from './agentProtocol.js';

/** sshd lets nobody try more than a few keys (MaxAuthTries, 6 as a rule); so many are offered at the most. */
const mostOffered = 20;

/** What an agent has to log in with. */
export interface AgentKeys {
  ways: AgentAuthMethod[];
  /** Certificates it holds, by the words their keys were added with: ssh2 cannot log in by one. */
  certificates: string[];
}

/** Signs with the keys of an agent that were found to be of use. */
class KeysOfAgent extends ssh2.BaseAgent<ParsedKey> {
  readonly #path: string;
  readonly #keys: ParsedKey[];
  readonly #timeoutMs: number;

  constructor(path: string, keys: ParsedKey[], timeoutMs: number) {
    super();
    this.#path = path;
    this.#keys = keys;
    this.#timeoutMs = timeoutMs;
  }

  getIdentities(tell: (error: undefined, keys: ParsedKey[]) => void): void {
    tell(undefined, this.#keys);
  }

  sign(key: ParsedKey, data: Buffer, options: SigningRequestOptions | SignCallback, tell?: SignCallback): void {
    const done = typeof options === 'function' ? options : tell!;
    const hash = typeof options === 'function' ? undefined : options.hash;
    const flags = hash === 'sha256' ? 2 : hash === 'sha512' ? 4 : 0;
    signBy(this.#path, { key: key.getPublicSSH(), data, flags }, this.#timeoutMs).then(
      (signature) => done(undefined, signature),
      (error: unknown) => done(error as Error),
    );
  }
}

/**
 * What the agent at a socket has to log in with. A certificate is not offered: ssh2 names a signature by the certificate's type, where
 * sshd wants the key's, so it refuses each, and a refused one counts against the tries. Rejects with an Error where the agent does not answer.
 */
export async function agentKeys(path: string, username: string, timeoutMs: number): Promise<AgentKeys> {
  const held = await identitiesOf(path, timeoutMs);
  const isCertificate = (type: string): boolean => type.includes('-cert-v0');
  const keys = held
    .filter(({ type }) => !isCertificate(type))
    .flatMap(({ blob }) => {
      const key: ParsedKey | Error = ssh2.utils.parseKey(blob);
      return key instanceof Error ? [] : [key];
    })
    .slice(0, mostOffered);
  const certificates = held.filter(({ type }) => isCertificate(type)).map(({ comment, type }) => comment || type);
  if (keys.length === 0) return { ways: [], certificates };
  return { ways: [{ type: 'agent', username, agent: new KeysOfAgent(path, keys, timeoutMs) }], certificates };
}
