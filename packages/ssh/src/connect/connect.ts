import { setTimeout as delay } from 'node:timers/promises';
import type { LimitFunction } from 'p-limit';
import { Trouble } from '#contract';
import { gather } from '../hostkeys/gather.js';
import type { Lease } from '../pool/pool.js';
import type { SshOptions, Target } from '../types.js';
import { connection, type Connection } from './connection.js';
import { dial } from './dial.js';
import { explain, wasTurnedAway } from './explain.js';
import { handshake } from './handshake.js';
import { logins } from './logins.js';

const pausesMs = [100, 300, 900];

export interface ConnectOptions extends SshOptions {
  /** Bounds the logins under way at once in this process; they are all CPU. */
  starts: LimitFunction;
  /** Keeps a connection to a jump host. */
  hold: (jump: Target) => Promise<Lease>;
  /** Breaks off what is under way when the process ends. */
  stop: AbortSignal;
}

/**
 * Opens a connection to a target, through its jump host if it has one, and records a host key seen for the first time.
 * Throws Trouble: UNREACHABLE, AUTHENTICATION, HOST_KEY_CHANGED, HOST_KEY_UNKNOWN, or what recording the key threw.
 */
export async function connect(target: Target, options: ConnectOptions): Promise<Connection> {
  // Before a start is taken: logins that wait for their jump host must not keep the jump host from logging in.
  const way = target.jump ? await options.hold(target.jump) : null;
  try {
    const made = await persist(target, way, options);
    void made.gone.then(() => way?.release());
    return made;
  } catch (error) {
    way?.release();
    throw explain(target, error);
  }
}

async function persist(target: Target, way: Lease | null, options: ConnectOptions): Promise<Connection> {
  for (const pause of pausesMs) {
    try {
      return await options.starts(() => open(target, way, options));
    } catch (error) {
      if (!wasTurnedAway(error) || options.stop.aborted) throw error;
      await delay(pause * (0.5 + Math.random()));
    }
  }
  return options.starts(() => open(target, way, options));
}

async function open(target: Target, way: Lease | null, options: ConnectOptions): Promise<Connection> {
  if (options.stop.aborted) throw new Trouble('SHUTTING_DOWN');
  const { address, port } = target;
  const known = await gather(target, options.keys);
  const authHandler = logins(target);
  const sock = await dial(target, way?.connection.client ?? null, options.connectTimeoutMs);
  const { client, newKey } = await handshake(target, { sock, known, authHandler }, options);
  const made = connection(client, sock);
  if (newKey === null) return made;
  try {
    await options.keys.record(address, port, newKey);
    return made;
  } catch (error) {
    await made.end();
    throw error;
  }
}
