export { createCoalescer, type Coalescer } from './coalesce.js';
export { every } from './every.js';
export { retryDelay, type RetryDelay } from './retryDelay.js';
export { settleAll } from './settleAll.js';
export { batchCalls } from './batchCalls.js';
