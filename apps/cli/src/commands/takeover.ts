import type { TakeoverAppFindings } from '#contract';
import { exitOfRelease } from '../errors/exits.js';
import { errorLines, outcomeLine } from '../output/release.js';
import { table } from '../output/table.js';
import { printable } from '../output/width.js';
import { runAction } from './actions.js';
import { examples, namesOf, type AddCommand } from './command.js';

/** takeover */
export const takeoverCommand: AddCommand = (program, serve) => {
  const command = program
    .command('takeover')
    .argument('<apps...>', 'app_key or local_name; all is every app')
    .description('take apps over from another rexflow, which is refused on their hosts from then on')
    .requiredOption('--reason <text>', 'why; it stands in the audit')
    .option('--queue', 'queue for a locked app')
    .addHelpText('after', examples('rexflow takeover web1 --reason "ops1 was switched off on 3 May"'));
  serve<[string[]], { reason: string; queue?: true }>(command, async (context, [names], { reason, queue }) => {
    const parameters = { k: namesOf(names).join(' '), reason, ...(queue ? { queue: '1' } : {}) };
    const release = await runAction(context, 'takeover', parameters, { quiet: true });
    const rows = release.apps.map(({ app, host, outcome, facts }) => {
      const { before } = facts as Partial<TakeoverAppFindings>;
      const from = before ? printable(`${before.name} (${before.id})`) : '';
      return [app, host, outcome === 'done' ? 'ours' : (outcome ?? ''), from];
    });
    context.answer(release, () => [
      ...table(['app', 'host', 'is now', 'was of'], rows),
      '',
      ...errorLines(release, context.paint),
      outcomeLine(release, context.paint),
    ]);
    return exitOfRelease(release);
  });
};
