import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { copyTree, requireTree, takeTree } from '#bundle';
import type { App } from '#release';
import { fetchTree } from '../remote/fetchTree.js';
import { forgotten } from './forgotten.js';
import { presentOf } from './present.js';
import type { StageInput } from '../state/stage.js';

/**
 * Mode 3: the configuration the operator placed in the update directory. Shared with the last bundle as a program is (see
 * fromUpdateDirectory), unless a command will work on it or only some of its files are configuration.
 */
export async function configFromUpdateDirectory(
  { house, request, signal }: StageInput,
  app: App,
  bundle: string,
): Promise<void> {
  const { directories } = house.config;
  const from = join(directories.updateConfdir, app.group, app.appKey);
  const what = `the update directory of ${app.appKey}, which Enter:route:download with update=1 fills`;
  const place = (of: string): string => house.store.configDir(of, app.appKey);
  await requireTree(from, what);
  if (app.listedConfig) return await copyTree({ from, into: place(bundle), only: app.listedConfig, signal });
  if (app.configCommand !== '') return await copyTree({ from, into: place(bundle), signal });
  await takeTree({
    from,
    bundle,
    place,
    memory: join(directories.store, '.taken'),
    earlier: async (of) => (await house.store.open(of))?.configs[app.appKey] ?? null,
    unused: forgotten({ house, request }, what),
    what,
    signal,
    now: await presentOf(house),
    passing: request.action === 'plan',
  });
}

/** Modes 1 and 2: the configuration that is live on the app's own host. */
export async function configFromHost({ house, signal }: StageInput, app: App, bundle: string): Promise<void> {
  const into = house.store.configDir(bundle, app.appKey);
  await mkdir(into, { recursive: true });
  await fetchTree(house, { app, from: app.configLink, into, only: app.listedConfig, signal });
}
