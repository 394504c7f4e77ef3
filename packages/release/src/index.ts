export type { App, HealthCheck } from './app.js';
