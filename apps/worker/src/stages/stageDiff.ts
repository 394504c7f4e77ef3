import { join } from 'node:path';
import { describeTree, difference, type Manifest } from '#bundle';
import { Trouble, type DiffFacts, type TreeDifference } from '#contract';
import type { Staged, StageInput } from './stage.js';

/** Counts in the original's order, as they stand in the column `differcount`. */
const counts = ({ total, changed, deleted, added }: TreeDifference): string =>
  [total, changed, deleted, added].join(',');

/**
 * Deploy:Core:diff: compares what was downloaded from each app with what lies in the staging directories, and keeps the
 * counts in the catalogue. An app that lacks a directory is named and left out.
 */
export async function stageDiff({ house, request }: StageInput): Promise<Staged> {
  const { directories } = house.config;
  const facts: DiffFacts = {
    apps: [],
    missing: { downloadedProgram: [], downloadedConfig: [], program: [], config: [] },
  };
  const read = async (dir: string, missing: string[]): Promise<Manifest | null> => {
    try {
      return await describeTree(dir);
    } catch (thrown) {
      if (!(thrown instanceof Trouble) || thrown.code !== 'TREE_MISSING') throw thrown;
      missing.push(dir);
      return null;
    }
  };
  for (const { app } of request.apps) {
    const trees = [
      await read(join(directories.localProdir, app.appKey), facts.missing.downloadedProgram),
      await read(join(directories.softdir, app.group), facts.missing.program),
      await read(join(directories.localConfdir, app.appKey), facts.missing.downloadedConfig),
      await read(join(directories.configuredir, app.group, app.appKey), facts.missing.config),
    ] as const;
    const [liveProgram, program, liveConfig, config] = trees;
    if (!liveProgram || !program || !liveConfig || !config) continue;
    const found = {
      appKey: app.appKey,
      program: difference(liveProgram, program),
      config: difference(liveConfig, config),
    };
    facts.apps.push(found);
    await house.inventory.updateDifference(
      app.appKey,
      JSON.stringify({
        app_key: app.appKey,
        prodiffercount: counts(found.program),
        confdiffercount: counts(found.config),
      }),
    );
  }
  return { facts };
}
