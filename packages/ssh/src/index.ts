export { createSsh } from './createSsh.js';
export type { CarryOptions, CarryResult } from './carry/carryOptions.js';
export type { RunOptions } from './run/runOptions.js';
export type { Ssh } from './ssh.js';
export type { HostKeys, SshOptions, Target } from './types.js';
