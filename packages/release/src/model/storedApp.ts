import type { HealthCheck } from '../health/index.js';
import type { App } from './app.js';

type HttpCheck = Extract<HealthCheck, { type: 'http' }>;
/** What an earlier version kept: one check or none, with one status. */
type Kept = Omit<App, 'health'> & {
  health: readonly HealthCheck[] | (Omit<HttpCheck, 'status'> & { status: number | null }) | null;
};

/** An app as a record of a request keeps it, whichever version of ours wrote it. */
export function storedApp(text: string): App {
  const app = JSON.parse(text) as Kept;
  const { health } = app;
  if (!health) return { ...app, health: [] };
  if (!('type' in health)) return { ...app, health };
  return { ...app, health: [{ ...health, status: health.status === null ? null : [health.status] }] };
}
