export { connect } from './connect.js';
export { examine, type DatabaseState } from './examine.js';
export { filledUp } from './filledUp.js';
export { identifier } from './identifier.js';
export { migrate } from './migrate.js';
export { originalNames, type OriginalTables } from './originalTables.js';
export { shared } from './sharing.js';
export type { Settings } from './settings.js';
export type { Database, Row, Statements, Transaction, Value } from './types.js';
