import type { CommandResult, Secret } from '#shell';
import type { Standstill } from './carry/standstill.js';

/** A machine and how one gets in. Key and password are tried in this order when both are given. */
export interface Target {
  address: string;
  port: number;
  user: string;
  privateKey: Secret | null;
  passphrase: Secret | null;
  password: Secret | null;
  /** `known_hosts`: only keys of that file are good. `first-contact`: the first key seen is recorded, then kept to. */
  hostKeys: 'known_hosts' | 'first-contact';
  /** Path of a known_hosts file, or null for none. */
  knownHosts: string | null;
  /** The machine one has to go through, or null. */
  jump: Target | null;
  /** How messages name it. */
  label: string;
}

/** Where host keys seen at first contact are kept, in the form `ssh-ed25519 AAAA...`. */
export interface HostKeys {
  find(address: string, port: number): Promise<string[]>;
  record(address: string, port: number, key: string): Promise<void>;
}

export interface SshOptions {
  /** From the first packet to the login, and for opening a channel. */
  connectTimeoutMs: number;
  /** Pause between signs of life; a connection that misses three is given up. */
  keepaliveMs: number;
  /** Held connections are closed after this long without use. */
  idleMs: number;
  /** Commands at once on one connection; sshd allows 10 unless told otherwise, so 8. */
  maxChannels: number;
  keys: HostKeys;
}

export interface RunOptions {
  /** Fed to `sh -s` over stdin. */
  script?: string;
  /** Bytes the script finds on its file 3, which must not be given to what goes on after it. */
  input?: Uint8Array[];
  /** Counts from the moment the command can start; connecting has its own time. */
  deadlineMs: number;
  signal?: AbortSignal;
  /** Waited for when all is ready and the host has not been told anything yet. */
  before?: () => Promise<void>;
  /** Called with each line of stdout as it comes, without its line break; must not throw. */
  onLine?: (line: string) => void;
  /** Bytes kept of stdout and of stderr, the end of each; 1 MiB unless said. */
  maxOutput?: number;
}

/** The contents of one directory into another; the receiving directory and its parents are made when missing. */
export interface CarryOptions {
  direction: 'push' | 'pull';
  local: string;
  remote: string;
  /** Directories of the receiving side whose unchanged files are copied there instead of sent; absolute paths. */
  copyDest?: string[];
  /** Compare contents instead of size and time. */
  checksum?: boolean;
  /** Remove what the sending side does not hold; without effect together with `only`. */
  delete?: boolean;
  /** Paths of files relative to the directory; nothing else is carried, and each of them has to exist. */
  only?: string[];
  /** A script the host runs before it takes or gives anything; when it says no, with a code of the catalogue, that is thrown. */
  guard?: string;
  /** Counts from the moment the connection stands. */
  deadlineMs: number;
  /** When not a byte moves either way; without it only the deadline counts. A host may be silent while it copies a large file. */
  standstill?: Standstill;
  signal?: AbortSignal;
}

export interface CarryResult {
  method: 'rsync' | 'tar';
  /** Bytes sent through ssh in the direction of the carry, before encryption. */
  bytes: number;
  durationMs: number;
}

/** The way to machines. Connections are opened when needed, shared, kept, and closed when idle. */
export interface Ssh {
  /**
   * Runs a script on a machine. What the command itself did wrong is in the result; thrown is only Trouble of not getting
   * there: UNREACHABLE, AUTHENTICATION, HOST_KEY_CHANGED, HOST_KEY_UNKNOWN, CANCELLED (before it began), SHUTTING_DOWN.
   */
  run(target: Target, options: RunOptions): Promise<CommandResult>;
  /**
   * Carries a directory by rsync, or by tar where a side has no rsync. Throws Trouble: that of `run`, and TRANSFER_FAILED,
   * NOT_WRITABLE, DISK_FULL, CONNECTION_LOST, DEADLINE, CANCELLED.
   */
  carry(target: Target, options: CarryOptions): Promise<CarryResult>;
  /** Whether a connection to a machine stands, so that nothing has to be waited for. */
  stands(target: Target): boolean;
  /** Resolves when a connection to a machine stands. Throws as `run` does when there is none to be had. */
  reach(target: Target, signal: AbortSignal): Promise<void>;
  /** Connections that are open or being opened. */
  connections(): number;
  /** Ends every connection; resolves when all are closed. What still runs on them ends as connection lost. */
  close(): Promise<void>;
}
