export type { Submitter } from './types.js';
