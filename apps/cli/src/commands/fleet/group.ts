import { exits } from '../../errors/exits.js';
import { settingsIn } from '../../fleet/assignments.js';
import { changeLines } from '../../fleet/changeLines.js';
import { resolvedLines } from '../../fleet/resolvedLines.js';
import { printable } from '../../output/width.js';
import { examples, type AddCommand } from '../command.js';

/** group show, set, remove */
export const groupCommands: AddCommand = (program, serve) => {
  const group = program.command('group').helpCommand(false).description('one group of apps');

  const show = group
    .command('show')
    .argument('<group>', 'its name')
    .description('a group and the settings it gives its apps')
    .option('--resolved', 'every setting that counts for its apps, and where it is said')
    .addHelpText('after', examples('rexflow group show shop', 'rexflow group show shop --resolved'));
  serve<[string], { resolved?: boolean }>(show, async (context, [name], { resolved = false }) => {
    const found = await context.client().call('getGroup', { path: { name } });
    context.answer(found, () => [
      printable(`${found.name}  apps ${found.apps.join(' ') || 'none'}`),
      ...(resolved
        ? resolvedLines(found.resolved)
        : JSON.stringify(found.settings, null, 2).split('\n').map(printable)),
    ]);
    return exits.done;
  });

  const set = group
    .command('set')
    .argument('<group>', 'its name')
    .argument('<setting...>', 'KEY=VALUE, with the keys of a fleet file; KEY= takes it away')
    .description('change settings of a group; its apps follow, but for what they have of their own')
    .option('--dry-run', 'show what would be changed, and change nothing')
    .addHelpText(
      'after',
      examples(
        "rexflow group set shop 'service.process={app}-main' rollout.batch=25%",
        'rexflow group set shop note= --dry-run',
      ),
    );
  serve<[string, string[]], { dryRun?: boolean }>(set, async (context, [name, words], { dryRun = false }) => {
    const query = { dryRun: dryRun ? ('true' as const) : ('false' as const) };
    const done = await context.client().call('patchGroup', { path: { name }, query, body: settingsIn(words) });
    context.answer(done, () => changeLines(context, done));
    return exits.done;
  });

  const remove = group.command('remove').argument('<group>', 'its name').description('remove a group without apps');
  serve<[string], object>(remove, async (context, [name]) => {
    const done = await context.client().call('deleteGroup', { path: { name } });
    context.answer(done, () => changeLines(context, done));
    return exits.done;
  });
};
