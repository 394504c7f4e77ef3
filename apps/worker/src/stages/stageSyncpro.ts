import { join } from 'node:path';
import { copyTree, requireTree } from '#bundle';
import { Trouble, type SyncproFacts } from '#contract';
import { replaceTree } from '../replaceTree.js';
import type { Staged, StageInput } from './stage.js';

async function isThere(dir: string): Promise<boolean> {
  try {
    await requireTree(dir, 'the source');
    return true;
  } catch (thrown) {
    if (thrown instanceof Trouble && (thrown.code === 'TREE_MISSING' || thrown.code === 'TREE_EMPTY')) return false;
    throw thrown;
  }
}

/**
 * Deploy:Core:syncpro: brings the update directory (`update=1`) or what was downloaded into the staging directories.
 * Each tree is put together beside its place and takes it by a rename.
 */
export async function stageSyncpro({ house, request, signal }: StageInput): Promise<Staged> {
  const { directories } = house.config;
  const update = request.parameters.update === '1';
  const facts: SyncproFacts = { missingProgram: [], missingConfig: [] };
  for (const { app } of request.apps) {
    const program = update ? join(directories.updateProdir, app.group) : join(directories.localProdir, app.appKey);
    if (!(await isThere(program))) facts.missingProgram.push(program);
    else {
      await replaceTree(join(directories.softdir, app.group), (into) => copyTree({ from: program, into, signal }));
    }
    const config = update
      ? join(directories.updateConfdir, app.group, app.appKey)
      : join(directories.localConfdir, app.appKey);
    if (!(await isThere(config))) facts.missingConfig.push(config);
    else {
      const only = app.listedConfig ? { only: app.listedConfig } : {};
      await replaceTree(join(directories.configuredir, app.group, app.appKey), (into) =>
        copyTree({ from: config, into, signal, ...only }),
      );
    }
  }
  return { facts };
}
