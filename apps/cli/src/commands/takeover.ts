import type { TakeoverAppFindings } from '#contract';
import { exitOfRelease } from '../errors/exits.js';
import { errorLines, outcomeLine } from '../output/release.js';
import { table } from '../output/table.js';
import { printable } from '../output/width.js';
import { runAction } from '../requests/runAction.js';
import { examples, namesOf, type AddCommand } from './command.js';
import { columnHeads, sentence } from '../language/sentence.js';
import { wireWord } from '../language/word.js';

/** takeover */
export const takeoverCommand: AddCommand = (program, serve) => {
  const command = program
    .command('takeover')
    .argument('<apps...>', sentence('apps.named'))
    .description(sentence('takeover.help'))
    .requiredOption('--reason <text>', sentence('takeover.reason'))
    .option('--queue', sentence('queue.help'))
    .addHelpText('after', examples('rexflow takeover web1 --reason "ops1 was switched off on 3 May"'));
  serve<[string[]], { reason: string; queue?: true }>(command, async (context, [names], { reason, queue }) => {
    const parameters = { k: namesOf(names).join(' '), reason, ...(queue ? { queue: '1' } : {}) };
    const release = await runAction(context, 'takeover', parameters, { quiet: true });
    const rows = release.apps.map(({ app, host, outcome, facts }) => {
      const { before } = facts as Partial<TakeoverAppFindings>;
      const from = before ? printable(`${before.name} (${before.id})`) : '';
      return [
        app,
        host,
        outcome === 'done' ? sentence('takeover.ours') : outcome === null ? '' : wireWord(outcome),
        from,
      ];
    });
    context.answer(release, () => [
      ...table(columnHeads('app', 'host', 'isNow', 'wasOf'), rows),
      '',
      ...errorLines(release, context.paint),
      outcomeLine(release, context.paint),
    ]);
    return exitOfRelease(release);
  });
};
