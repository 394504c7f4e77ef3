import type { Secret } from '#shell';

/** A machine and the credentials for it. Key, keys of the agent and password are tried in this order where they are given. */
export interface SshLogin {
  address: string;
  port: number;
  user: string;
  privateKey: Secret | null;
  passphrase: Secret | null;
  password: Secret | null;
  /** Path of the socket of an SSH agent, or null for none. It is never forwarded. */
  agent: string | null;
  /**
   * `known_hosts`: only keys of that file are good, and those somebody approved. `first-contact`: the first key seen is recorded, then
   * kept to. `recorded`: what is recorded or approved is good, and nothing is recorded.
   */
  hostKeys: 'known_hosts' | 'first-contact' | 'recorded';
  /** Path of a known_hosts file, or null for none. */
  knownHosts: string | null;
  /** The machine one has to go through, or null. */
  jump: SshLogin | null;
  /** Its name in messages. */
  label: string;
}

/** A host key of the store, in the form `ssh-ed25519 AAAA...`. */
export interface StoredHostKey {
  key: string;
  /** Somebody compared it and approved it; otherwise it was seen at first contact. */
  approved: boolean;
}

/** The store of host keys. */
export interface HostKeys {
  find(address: string, port: number): Promise<StoredHostKey[]>;
  record(address: string, port: number, key: string): Promise<void>;
}

export interface SshOptions {
  /** From the first packet to the login, and for opening a channel. */
  connectTimeoutMs: number;
  /** Pause between signs of life; a connection that misses three is given up. */
  keepaliveMs: number;
  /** Held connections are closed after this long without use. */
  idleMs: number;
  /** Commands at once on one connection; the default is 8, since sshd allows 10. */
  maxChannels: number;
  keys: HostKeys;
}
