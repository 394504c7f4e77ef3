export { actions } from './actions/registry.js';
export { decode } from './decode.js';
export { encode } from './encode.js';
export { controls } from './parameters/controls.js';
export { parse, type Parsed } from './parse.js';
export type { WireParameters } from './parameters/words.js';
