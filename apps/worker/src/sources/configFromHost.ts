import { mkdir } from 'node:fs/promises';
import type { App } from '#release';
import { fetchTree } from '../remote/fetchTree.js';
import type { StageInput } from '../state/stage.js';

/** The configuration that is live on the app's own host: for sources that bring none. */
export async function configFromHost({ house, signal }: StageInput, app: App, bundle: string): Promise<void> {
  const into = house.store.configDir(bundle, app.appKey);
  await mkdir(into, { recursive: true });
  await fetchTree(house, { app, from: app.configLink, into, only: app.listedConfig, signal });
}
