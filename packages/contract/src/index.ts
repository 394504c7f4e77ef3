export * from './errors/index.js';
export { redact, redactLine } from './redact.js';
export * from './request/index.js';
export * from './results/index.js';
