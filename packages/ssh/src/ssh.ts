import type { Duplex } from 'node:stream';
import type { CommandResult } from '#shell';
import type { TransferOptions, TransferResult } from './transfer/transferOptions.js';
import type { RunOptions } from './run/runOptions.js';
import type { HostKeyScan } from './connect/shownKeys.js';
import type { SshLogin } from './login/types.js';

/** The SSH client of a process. Connections are opened when needed, shared, kept, and closed when idle. */
export interface SshClient {
  /**
   * Runs a script on a machine. What the command itself did wrong is in the result; thrown is only CodedError of not getting
   * there: UNREACHABLE, AUTHENTICATION, SSH_AGENT_FAILED, LOGIN_CERTIFICATE, HOST_KEY_CHANGED, HOST_KEY_UNKNOWN, HOST_CERTIFICATE,
   * CANCELLED (before it began), SHUTTING_DOWN.
   */
  run(target: SshLogin, options: RunOptions): Promise<CommandResult>;
  /**
   * Transfers a directory by rsync, or by tar where a side has no rsync. Throws CodedError: that of `run`, and TRANSFER_FAILED,
   * NOT_WRITABLE, DISK_FULL, CONNECTION_LOST, DEADLINE, CANCELLED.
   */
  transfer(target: SshLogin, options: TransferOptions): Promise<TransferResult>;
  /**
   * Opens a connection from a machine to an address, as that machine sees it: its loopback is its own. Throws TunnelRefused where it opens
   * none, and as `run` does where the machine is not reached.
   */
  tunnel(target: SshLogin, to: { address: string; port: number; signal: AbortSignal }): Promise<Duplex>;
  /** Whether a connection to a machine stands, so that nothing has to be waited for. */
  isConnected(target: SshLogin): boolean;
  /** Resolves when a connection to a machine stands. Throws as `run` does when there is none to be had. */
  connect(target: SshLogin, signal: AbortSignal): Promise<void>;
  /** The host keys a machine shows, without a login there. Throws as `run` does, of the machine itself UNREACHABLE only. */
  scanHostKeys(target: SshLogin): Promise<HostKeyScan>;
  /** Connections that are open or being opened. */
  connections(): number;
  /** Ends every connection; resolves when all are closed. What still runs on them ends as connection lost. */
  close(): Promise<void>;
}
