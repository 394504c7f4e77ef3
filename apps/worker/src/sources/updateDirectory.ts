import { join } from 'node:path';
import { copyTree, requireTree, copyUpdateDirectory, type Manifest } from '#bundle';
import type { Source } from '#contract';
import type { App } from '#release';
import type { BundleInput } from '../state/onceJob.js';
import type { GroupWork, SourceType } from './contract.js';
import { forgotten } from './forgotten.js';
import { presentOf } from './present.js';

/**
 * Copies the program from the update directory. Files that did not change since the last release share their bytes with its
 * bundle, unless a command will work on the program; the manifest holds their checksums.
 */
async function bringProgram({ deps, request, asked, signal }: BundleInput, work: GroupWork): Promise<Manifest | null> {
  const { directories } = deps.config;
  const from = join(directories.updateProdir, work.group);
  const what = `the update directory of ${work.group}, which Enter:route:download with update=1 fills`;
  await requireTree(from, what);
  if (work.apps.some((app) => app.programCommand !== '')) {
    await copyTree({ from, into: work.into, signal });
    return null;
  }
  return await copyUpdateDirectory({
    from,
    bundle: work.bundle,
    place: (bundle) => deps.store.programDir(bundle, work.group),
    memory: join(directories.store, '.taken'),
    earlier: async (bundle) => (await deps.store.open(bundle))?.groups[work.group] ?? null,
    unused: forgotten({ deps, request }, what),
    what,
    signal,
    now: await presentOf(deps),
    passing: asked.kind === 'plan',
  });
}

/**
 * Copies the configuration from the update directory. Its files are shared with the last bundle as those of a program are,
 * unless a command will work on it or only some of its files are configuration.
 */
async function bringConfig({ deps, request, asked, signal }: BundleInput, app: App, bundle: string): Promise<void> {
  const { directories } = deps.config;
  const from = join(directories.updateConfdir, app.group, app.appKey);
  const what = `the update directory of ${app.appKey}, which Enter:route:download with update=1 fills`;
  const place = (of: string): string => deps.store.configDir(of, app.appKey);
  await requireTree(from, what);
  if (app.listedConfig) return await copyTree({ from, into: place(bundle), only: app.listedConfig, signal });
  if (app.configCommand !== '') return await copyTree({ from, into: place(bundle), signal });
  await copyUpdateDirectory({
    from,
    bundle,
    place,
    memory: join(directories.store, '.taken'),
    earlier: async (of) => (await deps.store.open(of))?.configs[app.appKey] ?? null,
    unused: forgotten({ deps, request }, what),
    what,
    signal,
    now: await presentOf(deps),
    passing: asked.kind === 'plan',
  });
}

/** The directory in which operators put a program and its configuration to be released. */
export const updateDirectory: SourceType<Source & { kind: 'updateDirectory' }> = {
  program: (input, _source, work) => bringProgram(input, work),
  config: bringConfig,
};
