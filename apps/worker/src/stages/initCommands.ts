import { runInit } from '#bundle';
import type { ConfigFacts } from '#contract';
import type { App } from '#release';
import type { StageInput } from './stage.js';

/**
 * Runs local_pro_cmd once for each group in its program directory and local_conf_cmd for each app in its configuration
 * directory, one after the other, as the original did. Throws INIT_COMMAND_FAILED with the command's output.
 */
export async function runInitCommands(
  { house, signal }: StageInput,
  apps: App[],
  programDir: (group: string) => string,
  configDir: (app: App) => string,
): Promise<ConfigFacts> {
  const found: ConfigFacts = { program: [], config: [] };
  const timeoutMs = house.config.release.command * 1000;
  const groups = new Map(apps.filter((app) => app.programCommand !== '').map((app) => [app.group, app.programCommand]));
  for (const [group, command] of groups) {
    const dir = programDir(group);
    const { output } = await runInit({ command, name: 'local_pro_cmd', of: group, cwd: dir, timeoutMs, signal });
    found.program.push({ group, command, dir, output });
  }
  for (const app of apps.filter((candidate) => candidate.configCommand !== '')) {
    const dir = configDir(app);
    const command = app.configCommand;
    const { output } = await runInit({ command, name: 'local_conf_cmd', of: app.appKey, cwd: dir, timeoutMs, signal });
    found.config.push({ group: app.group, appKey: app.appKey, command, dir, output });
  }
  return found;
}
