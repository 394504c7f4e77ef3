export { decode } from './decode.js';
export { encode } from './encode.js';
export { actionNames, kindOfAction } from './names.js';
export type { WireParameters } from './words.js';
