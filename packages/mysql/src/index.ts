export type { Database, Row, Statements, Value } from './types.js';
