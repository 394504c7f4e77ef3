import { join } from 'node:path';
import { runInitCommands } from '../assemble/initCommands.js';
import type { OnceResult, OnceInput } from '../state/onceJob.js';

/** Deploy:Configure:config: runs the init commands in the staging directories. */
export async function hooksJob(input: OnceInput): Promise<OnceResult> {
  const { softdir, configuredir } = input.deps.config.directories;
  const facts = await runInitCommands(
    input,
    input.request.apps.map(({ app }) => app),
    (group) => join(softdir, group),
    (app) => join(configuredir, app.group, app.appKey),
  );
  return { facts };
}
