export { type ConfigKey, configKeys, keyName } from './manual.js';
export { buildFigure, buildIn, ownBuild, spellBuild, type Build } from './build.js';
export { begin } from './begin.js';
export { fillGaps, gaps, type Fillings, type Gaps } from './load/gaps.js';
export { parseConfig } from './load/parse.js';
export { reachOf, type Reach } from './load/reach.js';
export { configPath, loadConfig, readConfigFile } from './load/read.js';
export { resolveConfig, type Sources } from './load/resolve.js';
export type { Webhook, Config, Environment, HostOverride, Login, SshConfig } from './schema/types.js';
