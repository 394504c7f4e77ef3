import { exits } from '../../errors/exits.js';
import { settingsIn } from '../../fleet/assignments.js';
import { changeLines } from '../../fleet/changeLines.js';
import { resolvedLines } from '../../fleet/resolvedLines.js';
import { printable } from '../../output/width.js';
import { examples, type AddCommand } from '../command.js';
import { sentence } from '../../language/sentence.js';

/** group show, set, remove */
export const groupCommands: AddCommand = (program, serve) => {
  const group = program.command('group').helpCommand(false).description(sentence('group.help'));

  const show = group
    .command('show')
    .argument('<group>', sentence('app.name'))
    .description(sentence('group.show.help'))
    .option('--resolved', sentence('group.show.resolved'))
    .addHelpText('after', examples('rexflow group show shop', 'rexflow group show shop --resolved'));
  serve<[string], { resolved?: boolean }>(show, async (context, [name], { resolved = false }) => {
    const found = await context.client().call('getGroup', { path: { name } });
    context.answer(found, () => [
      printable(sentence('group.is', { name: found.name, apps: found.apps.join(' ') || sentence('names.none') })),
      ...(resolved
        ? resolvedLines(found.resolved)
        : JSON.stringify(found.settings, null, 2).split('\n').map(printable)),
    ]);
    return exits.done;
  });

  const set = group
    .command('set')
    .argument('<group>', sentence('app.name'))
    .argument('<setting...>', sentence('app.set.setting'))
    .description(sentence('group.set.help'))
    .option('--dry-run', sentence('option.dryRun'))
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

  const remove = group
    .command('remove')
    .argument('<group>', sentence('app.name'))
    .description(sentence('group.remove.help'));
  serve<[string], object>(remove, async (context, [name]) => {
    const done = await context.client().call('deleteGroup', { path: { name } });
    context.answer(done, () => changeLines(context, done));
    return exits.done;
  });
};
