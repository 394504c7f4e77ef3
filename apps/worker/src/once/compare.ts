import { join } from 'node:path';
import { describeTree, difference, type Manifest } from '#bundle';
import { CodedError, type CompareFindings, type TreeDifference } from '#contract';
import type { App } from '#release';
import type { OnceResult, OnceInput } from '../state/onceJob.js';
import { reportOnce } from './reportOnce.js';

/** Counts in the original's order, as they stand in the column `differcount`. */
const counts = ({ total, changed, deleted, added }: TreeDifference): string =>
  [total, changed, deleted, added].join(',');

/** Compares one app. Throws TREES_MISSING. */
async function compareApp({ deps }: OnceInput, app: App, facts: CompareFindings): Promise<object> {
  const { directories } = deps.config;
  const paths: string[] = [];
  const read = async (dir: string, missing: string[]): Promise<Manifest> => {
    try {
      return await describeTree(dir);
    } catch (thrown) {
      if (!(thrown instanceof CodedError) || thrown.code !== 'TREE_MISSING') throw thrown;
      missing.push(dir);
      paths.push(dir);
      return { entries: [] };
    }
  };
  const liveProgram = await read(join(directories.localProdir, app.appKey), facts.missing.downloadedProgram);
  const program = await read(join(directories.softdir, app.group), facts.missing.program);
  const liveConfig = await read(join(directories.localConfdir, app.appKey), facts.missing.downloadedConfig);
  const config = await read(join(directories.configuredir, app.group, app.appKey), facts.missing.config);
  if (paths.length > 0)
    throw new CodedError('TREES_MISSING', { what: `what is to be compared of ${app.appKey}`, paths });
  const found = {
    appKey: app.appKey,
    program: difference(liveProgram, program),
    config: difference(liveConfig, config),
  };
  facts.apps.push(found);
  await deps.inventory.updateDifference(
    app.appKey,
    JSON.stringify({
      app_key: app.appKey,
      prodiffercount: counts(found.program),
      confdiffercount: counts(found.config),
    }),
  );
  return {};
}

/**
 * Deploy:Core:diff: compares the downloaded trees of each app with the staging directories, and stores the counts in the
 * catalogue. An app that lacks a directory has failed, and the directory is named.
 */
export async function compareJob(input: OnceInput): Promise<OnceResult> {
  const facts: CompareFindings = {
    apps: [],
    missing: { downloadedProgram: [], downloadedConfig: [], program: [], config: [] },
  };
  for (const { app } of input.request.apps) await reportOnce(input, 'stage', app, () => compareApp(input, app, facts));
  return { facts };
}
