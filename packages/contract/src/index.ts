export * from './errors/index.js';
export * from './request/index.js';
export * from './results/index.js';
