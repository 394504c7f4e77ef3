import { runInit, type InitCommand } from '#bundle';
import { plainEnvironment } from '#config';
import type { HooksFindings } from '#contract';
import type { App } from '#release';
import type { OnceInput } from '../state/onceJob.js';
import type { StageJournal } from './stageJournal.js';

/** Names of the trees init commands work on, as the stage journal has them. */
export const treeNames = {
  program: (group: string): string => `program/${group}`,
  config: (appKey: string): string => `config/${appKey}`,
};

/**
 * Runs local_pro_cmd once for each group in its program directory and local_conf_cmd for each app in its configuration
 * directory, one after the other, as the original did. One that has ended according to the journal is not run again.
 * Throws INIT_COMMAND_FAILED with the command's output.
 */
export async function runInitCommands(
  { deps, signal }: OnceInput,
  apps: App[],
  programDir: (group: string) => string,
  configDir: (app: App) => string,
  journal: StageJournal | null = null,
): Promise<HooksFindings> {
  const found: HooksFindings = { program: [], config: [] };
  const timeoutMs = deps.config.release.command * 1000;
  const env = plainEnvironment();
  const run = async (tree: string, command: Omit<InitCommand, 'env' | 'timeoutMs' | 'signal'>): Promise<string> => {
    if (journal?.state(tree) === 'done') return journal.output(tree);
    await journal?.note(tree, 'begun');
    const { output } = await runInit({ ...command, env, timeoutMs, signal });
    await journal?.note(tree, 'done', output);
    return output;
  };
  const groups = new Map(apps.filter((app) => app.programCommand !== '').map((app) => [app.group, app.programCommand]));
  for (const [group, command] of groups) {
    const dir = programDir(group);
    const tree = treeNames.program(group);
    const output = await run(tree, { command, name: 'local_pro_cmd', of: group, cwd: dir });
    found.program.push({ group, command, dir, output });
  }
  for (const app of apps.filter((candidate) => candidate.configCommand !== '')) {
    const dir = configDir(app);
    const command = app.configCommand;
    const tree = treeNames.config(app.appKey);
    const output = await run(tree, { command, name: 'local_conf_cmd', of: app.appKey, cwd: dir });
    found.config.push({ group: app.group, appKey: app.appKey, command, dir, output });
  }
  return found;
}
