export { createSsh } from './createSsh.js';
export type { TransferOptions, TransferResult } from './transfer/transferOptions.js';
export { TunnelRefused } from './run/openTunnel.js';
export type { RunOptions } from './run/runOptions.js';
export type { SshClient } from './ssh.js';
export type { HostKeyScan } from './connect/shownKeys.js';
export { vouchingAuthorities } from './hostKeys/knownKeys.js';
export { fingerprint } from './hostKeys/publicKey.js';
export type { HostKeys, SshOptions, SshLogin } from './login/types.js';
