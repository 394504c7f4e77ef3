import { mkdir } from 'node:fs/promises';
import type { App } from '#release';
import { fetchTree } from '../remote/fetchTree.js';
import type { OnceInput } from '../state/onceJob.js';

/** Fetches the live configuration from the app's own host: for sources that have none. */
export async function configFromHost({ deps, signal }: OnceInput, app: App, bundle: string): Promise<void> {
  const into = deps.store.configDir(bundle, app.appKey);
  await mkdir(into, { recursive: true });
  await fetchTree(deps, { app, from: app.configLink, into, only: app.listedConfig, signal });
}
