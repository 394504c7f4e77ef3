import { hookFailures, hookRuns, hookTimes } from '#contract/lists';
import { flag, list, object, text, word } from '#contract/schema';
import { descriptionOf } from './descriptions.js';
import { duration, line, lines, settingsSection, variables } from './words.js';

/** A command on the way of a release, on hosts. */
export const hookCommand = object(
  {
    name: text(descriptionOf('setting.hooks.commands.name'), { pattern: '^[a-z][a-z0-9-]{0,39}$' }),
    when: word(hookTimes, descriptionOf('setting.hooks.commands.when')),
    command: text(descriptionOf('setting.hooks.commands.command'), { minLength: 1, maxLength: 20_000 }),
  },
  {
    run: word(hookRuns, descriptionOf('setting.hooks.commands.run')),
    on: line('setting.hooks.commands.on', { minLength: 1, maxLength: 200 }),
    within: duration('setting.hooks.commands.within'),
    onFailure: word(hookFailures, descriptionOf('setting.hooks.commands.onFailure')),
    user: text(descriptionOf('setting.hooks.commands.user'), { pattern: '^[A-Za-z_][A-Za-z0-9_.-]{0,31}$' }),
    directory: line('setting.hooks.commands.directory', { minLength: 1 }),
    environment: variables('setting.hooks.commands.environment', 'setting.hooks.commands.environment.value', 50),
    onUndo: text(descriptionOf('setting.hooks.commands.onUndo'), { minLength: 1, maxLength: 20_000 }),
    reversible: flag(descriptionOf('setting.hooks.commands.reversible')),
  },
);

/** Commands on the way of a release. */
export const hooksSection = settingsSection('setting.hooks', {
  assemble: settingsSection('setting.hooks.assemble', {
    program: lines('setting.hooks.assemble.program'),
    config: lines('setting.hooks.assemble.config'),
  }),
  fromPackage: flag(descriptionOf('setting.hooks.fromPackage')),
  commands: { ...list(hookCommand, descriptionOf('setting.hooks.commands')), maxItems: 10 },
});
