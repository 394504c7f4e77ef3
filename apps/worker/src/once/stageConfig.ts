import { join } from 'node:path';
import { runInitCommands } from '../assemble/initCommands.js';
import type { Staged, StageInput } from '../state/stage.js';

/** Deploy:Configure:config: runs the init commands in the staging directories. */
export async function stageConfig(input: StageInput): Promise<Staged> {
  const { softdir, configuredir } = input.house.config.directories;
  const facts = await runInitCommands(
    input,
    input.request.apps.map(({ app }) => app),
    (group) => join(softdir, group),
    (app) => join(configuredir, app.group, app.appKey),
  );
  return { facts };
}
