export type { Action, Setup } from './actions/action.js';
export { controls } from './actions/controls.js';
export { canBeNamed, longestName, mostNames, plainName, type Parameter } from './actions/parameter.js';
export { type ParsedRequest, parseRequest } from './actions/parse.js';
export { actions, findAction } from './actions/registry.js';
export * from './errors/index.js';
export * from './request/index.js';
export * from './results/index.js';
