import type { Duplex } from 'node:stream';
import { Client, type ServerHostKeyAlgorithm } from 'ssh2';
import { CodedError } from '#contract';
import { hostKeyAlgorithms, usualAlgorithms } from '../hostKeys/algorithms.js';
import { knownKeysOf, decidingKeys } from '../hostKeys/knownKeys.js';
import { keyText } from '../hostKeys/publicKey.js';
import type { SshLogin } from '../login/types.js';
import { type ConnectOptions, greeted, type HeldConnection, persist } from './connect.js';
import { explain } from './explain.js';

/** The keys of a machine, in the form `ssh-ed25519 AAAA...`. */
export interface HostKeyScan {
  /** The keys it shows; a login would meet the first. */
  shown: string[];
  /** What the known_hosts file says of it. */
  inFile: { good: string[]; revoked: string[] };
}

/** The most bytes of a key that is taken: one of RSA with 16384 bits has a quarter of them. */
const largestKey = 8192;

type LevelledError = Error & { level?: string };

/** Whether a machine has no key that the algorithms asked for can use. */
const hasNone = (error: unknown): boolean =>
  (error as LevelledError).level === 'handshake' && /no matching host key/i.test((error as Error).message);

/**
 * The host keys that a machine shows, proved by its signature, without a login there; a jump host is logged in to. What is known of the
 * machine decides nothing. Throws CodedError: UNREACHABLE, and of the jump host what `connect` throws.
 */
export async function shownKeys(target: SshLogin, options: ConnectOptions): Promise<HostKeyScan> {
  const way = target.jump ? await options.hold(target.jump) : null;
  try {
    const known = await knownKeysOf(target, options.keys);
    const first = await shownKey(target, way, hostKeyAlgorithms(known.good), options);
    const shown = [first];
    for (const [type, algorithms] of usualAlgorithms) {
      if (first.startsWith(`${type} `)) continue;
      const key = await shownKey(target, way, algorithms, options).catch((error: unknown) => {
        if (hasNone(error)) return null;
        throw error;
      });
      if (key !== null) shown.push(key);
    }
    return { shown, inFile: await decidingKeys(target) };
  } catch (error) {
    throw explain(target, error);
  } finally {
    way?.release();
  }
}

const shownKey = (
  target: SshLogin,
  way: HeldConnection | null,
  algorithms: ServerHostKeyAlgorithm[],
  options: ConnectOptions,
): Promise<string> =>
  persist(options.stop, () =>
    greeted(target, way, options, async (line, leftMs) => {
      line.requireWhole();
      return await keyOf(line.sock, algorithms, { leftMs, stop: options.stop });
    }),
  );

/** The key a machine proves to have, before anybody logs in; the stream is closed then. */
function keyOf(
  sock: Duplex,
  algorithms: ServerHostKeyAlgorithm[],
  { leftMs, stop }: { leftMs: number; stop: AbortSignal },
): Promise<string> {
  const client = new Client();
  let key: string | null = null;
  return new Promise<string>((resolve, reject) => {
    const end = (error: Error | null): void => {
      stop.removeEventListener('abort', stopped);
      if (error === null && key !== null) resolve(key);
      else reject(error ?? new Error('it showed no key'));
      sock.destroy();
    };
    const stopped = (): void => {
      end(new CodedError('SHUTTING_DOWN'));
    };
    stop.addEventListener('abort', stopped, { once: true });
    client.on('error', end);
    client.once('close', () => {
      end(new Error('it closed the connection before it showed its key'));
    });
    client.once('handshake', () => {
      end(null);
    });
    client.connect({
      sock,
      username: 'nobody',
      // Nobody is to log in: it ends when the key is proved.
      authHandler: () => false as never,
      readyTimeout: leftMs,
      algorithms: { serverHostKey: algorithms },
      hostVerifier: (wire: Buffer) => {
        if (wire.length > largestKey) return false;
        key ??= keyText(wire);
        return true;
      },
    });
  });
}
