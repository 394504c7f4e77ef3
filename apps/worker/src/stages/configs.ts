import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { copyTree, requireTree } from '#bundle';
import type { App } from '#release';
import { fetchTree } from '../fetchTree.js';
import type { StageInput } from './stage.js';

/** Mode 3: the configuration the operator placed in the update directory. */
export async function configFromUpdateDirectory({ house, signal }: StageInput, app: App, into: string): Promise<void> {
  const from = join(house.config.directories.updateConfdir, app.group, app.appKey);
  await requireTree(from, `the update directory of ${app.appKey}, which Enter:route:download with update=1 fills`);
  await copyTree({ from, into, signal, ...(app.listedConfig ? { only: app.listedConfig } : {}) });
}

/** Modes 1 and 2: the configuration that is live on the app's own host. */
export async function configFromHost({ house, signal }: StageInput, app: App, into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  await fetchTree(house, { app, from: app.configLink, into, only: app.listedConfig, signal });
}
