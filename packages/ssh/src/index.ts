export { createSsh } from './createSsh.js';
export type { CarryOptions, CarryResult } from './transfer/transferOptions.js';
export type { RunOptions } from './run/runOptions.js';
export type { Ssh } from './ssh.js';
export type { HostKeys, SshOptions, Target } from './login/types.js';
