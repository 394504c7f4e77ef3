export { rootSpan, spanIdOf, traceIdOf } from './ids.js';
export { createLog, endLogged, type LogSettings } from './log.js';
export type { Attributes, Span } from './span.js';
export { createTracing, type Tracing, type TracingSettings } from './tracing.js';
