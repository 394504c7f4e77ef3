import { setTimeout as delay } from 'node:timers/promises';
import type { LimitFunction } from 'p-limit';
import type { AnyAuthMethod } from 'ssh2';
import { CodedError } from '#contract';
import { knownKeysOf } from '../hostKeys/knownKeys.js';
import type { KnownKeys } from '../hostKeys/knownHosts.js';
import type { SshOptions, SshLogin } from '../login/types.js';
import { connection, type Connection } from './connection.js';
import { dial } from './dial.js';
import { explain, explainLogin, wasTurnedAway } from './explain.js';
import { serverGreeting, watch, type UngreetedSocket } from './serverGreeting.js';
import { handshake } from './handshake.js';
import { loginWays } from '../login/loginWays.js';

const pausesMs = [100, 300, 900];

/** A machine that says nothing for so long is one that waits for us to speak, or does not answer at all. */
const quietMs = 2_000;

/** A connection to a jump host that is kept open until it is released. */
export interface HeldConnection {
  connection: Connection;
  release(): void;
}

export interface ConnectOptions extends SshOptions {
  /** Bounds the logins under way at once in this process; they are all CPU. */
  starts: LimitFunction;
  /** Keeps a connection to a jump host. */
  hold: (jump: SshLogin) => Promise<HeldConnection>;
  /** Breaks off what is under way when the process ends. */
  stop: AbortSignal;
}

/**
 * Opens a connection to a target, through its jump host if it has one, and records a host key seen for the first time.
 * Throws CodedError: see `SshClient.run`, or what recording the key threw.
 */
export async function connect(target: SshLogin, options: ConnectOptions): Promise<Connection> {
  // Before a start is taken: logins that wait for their jump host must not keep the jump host from logging in.
  const way = target.jump ? await options.hold(target.jump) : null;
  try {
    const made = await persist(options.stop, () => open(target, way, options));
    void made.gone.then(() => way?.release());
    return made;
  } catch (error) {
    way?.release();
    throw explain(target, error);
  }
}

/** Tries again what a server turned away that has too many logins at once. */
export async function persist<T>(stop: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  for (const pause of pausesMs) {
    try {
      return await attempt();
    } catch (error) {
      if (!wasTurnedAway(error) || stop.aborted) throw error;
      await delay(pause * (0.5 + Math.random()));
    }
  }
  return await attempt();
}

async function open(target: SshLogin, way: HeldConnection | null, options: ConnectOptions): Promise<Connection> {
  if (options.stop.aborted) throw new CodedError('SHUTTING_DOWN');
  const known = await knownKeysOf(target, options.keys);
  const by = await loginWays(target, options.connectTimeoutMs);
  try {
    return await greeted(target, way, options, (line, left) =>
      login(target, line, { known, authHandler: by.ways }, { ...options, connectTimeoutMs: left }),
    );
  } catch (error) {
    throw explainLogin(target, error, by);
  }
}

/**
 * Calls a machine and goes on with it in the milliseconds that are left then. That takes one of the starts only when the machine has
 * spoken: one that says nothing keeps nobody else waiting.
 */
export async function greeted<T>(
  target: SshLogin,
  way: HeldConnection | null,
  { connectTimeoutMs, starts, stop }: ConnectOptions,
  next: (line: UngreetedSocket, leftMs: number) => Promise<T>,
): Promise<T> {
  const line = watch(await dial(target, way?.connection.client ?? null, connectTimeoutMs));
  const began = performance.now();
  const spoke = await serverGreeting(line, Math.min(quietMs, connectTimeoutMs / 2), stop).catch((error: unknown) => {
    line.sock.destroy();
    throw stop.aborted ? new CodedError('SHUTTING_DOWN') : error;
  });
  const left = connectTimeoutMs - (performance.now() - began);
  const enter = (): Promise<T> => next(line, left);
  return spoke ? await starts(enter) : await enter();
}

async function login(
  target: SshLogin,
  line: UngreetedSocket,
  how: { known: KnownKeys; authHandler: AnyAuthMethod[] },
  options: ConnectOptions,
): Promise<Connection> {
  const { address, port } = target;
  line.requireWhole();
  const { sock } = line;
  const { client, newKey } = await handshake(target, { sock, ...how }, options);
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
