export { begin } from './begin.js';
export { fillGaps, gaps, type Fillings, type Gaps } from './gaps.js';
export { parseConfig } from './parse.js';
export { reach, type Reach } from './reach.js';
export { configPath, loadConfig, readConfigFile } from './read.js';
export { resolveConfig, type Sources } from './resolve.js';
export type { Webhook, Config, Environment, HostOverride, Login, Ssh } from './types.js';
