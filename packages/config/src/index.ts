export type { Config, Environment, HostOverride, Login, Ssh } from './types.js';
