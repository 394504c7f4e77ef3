export * from './errors/index.js';
export { nearestName } from './nearestName.js';
export { endsHold, holdDetails, isOut, untilResumed, type Hold, type Outage } from './outage.js';
export { redact, redactLine, withoutLogin } from './redact.js';
export * from './request/index.js';
export * from './results/index.js';
export { someOf, someStated } from './someOf.js';
export * from './statements/index.js';
export type { Detail, ErrorInside, Statement } from './words/statement.js';
