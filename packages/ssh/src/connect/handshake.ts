import type { Duplex } from 'node:stream';
import { type AnyAuthMethod, Client } from 'ssh2';
import { CodedError } from '#contract';
import { hostKeyAlgorithms } from '../hostKeys/algorithms.js';
import { type Judgement, judge } from '../hostKeys/judge.js';
import type { KnownKeys } from '../hostKeys/knownHosts.js';
import { keyText } from '../hostKeys/publicKey.js';
import type { SshOptions, SshLogin } from '../login/types.js';

/** A login that succeeded, with the host key shown if it is one to record. */
export interface Handshake {
  client: Client;
  newKey: string | null;
}

/** What ssh2 says went wrong. */
export type LoginError = Error & {
  level?: string;
  code?: string | number;
  /** What the agent said where it was tried, beside all else that does not get in. */
  ofAgent?: Error;
};

/**
 * Logs in over a byte stream. An agent that fails ends nothing: the ways after it are tried. Rejects with CodedError for a refused host key, else with ssh2's error as it came. On `stop` the
 * attempt is broken off.
 */
export function handshake(
  target: SshLogin,
  { sock, known, authHandler }: { sock: Duplex; known: KnownKeys; authHandler: AnyAuthMethod[] },
  { connectTimeoutMs, keepaliveMs, stop }: Pick<SshOptions, 'connectTimeoutMs' | 'keepaliveMs'> & { stop: AbortSignal },
): Promise<Handshake> {
  const client = new Client();
  let seen: string | null = null;
  let judgement: Judgement | null = null;
  let ofAgent: Error | undefined;
  return new Promise<Handshake>((resolve, reject) => {
    const giveUp = (error: Error): void => {
      stop.removeEventListener('abort', stopped);
      reject(judgement?.verdict === 'refuse' ? judgement.trouble : error);
      sock.destroy();
    };
    const stopped = (): void => giveUp(new CodedError('SHUTTING_DOWN'));
    stop.addEventListener('abort', stopped, { once: true });
    const failed = (error: LoginError): void => {
      if (error.level === 'agent') ofAgent ??= error;
      else giveUp(ofAgent ? Object.assign(error, { ofAgent }) : error);
    };
    client.on('error', failed);
    client.once('close', () => giveUp(new Error('it closed the connection during the login')));
    client.once('ready', () => {
      stop.removeEventListener('abort', stopped);
      client.removeAllListeners('close').off('error', failed);
      resolve({ client, newKey: judgement?.verdict === 'record' ? seen : null });
    });
    client.connect({
      sock,
      username: target.user,
      authHandler,
      readyTimeout: connectTimeoutMs,
      keepaliveInterval: keepaliveMs,
      keepaliveCountMax: 3,
      algorithms: {
        serverHostKey: hostKeyAlgorithms(known.good),
        cipher: { prepend: ['aes128-gcm@openssh.com'], append: [], remove: [] },
      },
      // Called again at every key renewal, when only the key of the first time will do.
      hostVerifier: (key: Buffer) => {
        const text = keyText(key);
        if (seen !== null) return text === seen;
        seen = text;
        judgement = judge(target, known, text);
        return judgement.verdict !== 'refuse';
      },
    });
  });
}
