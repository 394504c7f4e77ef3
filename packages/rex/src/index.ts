export { decode } from './decode.js';
export { encode } from './encode.js';
export { parse, type Parsed } from './parse.js';
export type { WireParameters } from './words.js';
