export { createSsh } from './createSsh.js';
export type { CarryOptions, CarryResult, HostKeys, RunOptions, Ssh, SshOptions, Target } from './types.js';
