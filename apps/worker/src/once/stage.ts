import { join } from 'node:path';
import { copyTree, requireTree } from '#bundle';
import { CodedError, type StageFindings } from '#contract';
import type { App } from '#release';
import { replaceTree } from '../remote/replaceTree.js';
import type { OnceResult, OnceInput } from '../state/onceJob.js';
import { reportOnce } from './reportOnce.js';

async function isThere(dir: string): Promise<boolean> {
  try {
    await requireTree(dir, 'the source');
    return true;
  } catch (thrown) {
    if (thrown instanceof CodedError && (thrown.code === 'TREE_MISSING' || thrown.code === 'TREE_EMPTY')) return false;
    throw thrown;
  }
}

/** Copies the trees of an app that exist. Throws TREES_MISSING with the others. */
async function sync({ deps, asked, signal }: OnceInput<'stage'>, app: App, facts: StageFindings): Promise<object> {
  const { directories } = deps.config;
  const update = asked.from === 'updateDirectory';
  const program = update ? join(directories.updateProdir, app.group) : join(directories.localProdir, app.appKey);
  const config = update
    ? join(directories.updateConfdir, app.group, app.appKey)
    : join(directories.localConfdir, app.appKey);
  const [hasProgram, hasConfig] = [await isThere(program), await isThere(config)];
  if (hasProgram) {
    await replaceTree(join(directories.softdir, app.group), (into) => copyTree({ from: program, into, signal }));
  } else facts.missingProgram.push(program);
  if (hasConfig) {
    const only = app.listedConfig ? { only: app.listedConfig } : {};
    await replaceTree(join(directories.configuredir, app.group, app.appKey), (into) =>
      copyTree({ from: config, into, signal, ...only }),
    );
  } else facts.missingConfig.push(config);
  const paths = [...(hasProgram ? [] : [program]), ...(hasConfig ? [] : [config])];
  if (paths.length > 0) throw new CodedError('TREES_MISSING', { what: `what is to be staged of ${app.appKey}`, paths });
  return {};
}

/**
 * stage: copies the update directory or the downloaded trees into the staging directories.
 * Each tree is built beside its place and takes it by a rename. An app that lacks one has failed.
 */
export async function stageJob(input: OnceInput<'stage'>): Promise<OnceResult> {
  const facts: StageFindings = { missingProgram: [], missingConfig: [] };
  for (const { app } of input.request.apps) await reportOnce(input, 'stage', app, () => sync(input, app, facts));
  return { facts };
}
