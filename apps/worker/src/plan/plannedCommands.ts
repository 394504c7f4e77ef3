import { createHash } from 'node:crypto';
import { statement, type PlannedCommand, type Statement } from '#contract';
import type { App } from '#release';
import { fewNames } from '../drift/fewNames.js';

/** The commands of the catalogue that a release of these apps runs on its trees, in their order. */
export function plannedCommands(apps: readonly App[]): PlannedCommand[] {
  const one = (name: PlannedCommand['name'], of: string, command: string): PlannedCommand[] =>
    command === '' ? [] : [{ name, of, identity: createHash('sha256').update(command).digest('hex') }];
  const programs = new Map(
    apps.filter((app) => app.programCommand !== '').map((app) => [app.group, app.programCommand]),
  );
  return [
    ...[...programs].flatMap(([group, command]) => one('local_pro_cmd', group, command)),
    ...apps.flatMap(({ appKey, configCommand }) => one('local_conf_cmd', appKey, configCommand)),
  ];
}

/** A word on commands that a plan did not run; none where it ran them, or there are none. */
export const commandsLeft = (commands: readonly PlannedCommand[]): Statement[] =>
  commands.length === 0
    ? []
    : [statement('plan.commandsLeft', { commands: fewNames(commands.map(({ name, of }) => `${name} (${of})`)) })];
