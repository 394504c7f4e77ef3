import { Option } from 'commander';
import { exitOfRelease, exits } from '../errors/exits.js';
import { watchToEnd } from '../requests/finish.js';
import { releaseLines, errorLines, outcomeLine } from '../output/release.js';
import { watchRelease } from '../requests/watch.js';
import { examples, addWaitOptions, type AddCommand, type WaitOptions } from './command.js';
import { sentence } from '../language/sentence.js';

/** status, pause, continue, cancel, retry */
export const controlCommands: AddCommand = (program, serve) => {
  const status = program
    .command('status')
    .argument('<id>', sentence('status.id'))
    .description(sentence('status.help'))
    .option('--wait', sentence('status.wait'))
    .addHelpText(
      'after',
      examples('rexflow status 6f0c7a52-... --wait', 'rexflow status 6f0c7a52-... --json | jq .outcome'),
    );
  serve<[string], { wait?: true }>(status, async (context, [id], { wait }) => {
    const client = context.client();
    const release = await client.call('getRelease', { path: { id } });
    if (wait && release.state !== 'settled') return await watchToEnd(context, client, release, true);
    context.answer(release, () => releaseLines(release, context.paint));
    return wait ? exitOfRelease(release) : exits.done;
  });

  const pause = program
    .command('pause')
    .argument('<id>', sentence('pause.id'))
    .description(sentence('pause.help'))
    .option('--reason <text>', sentence('pause.reason'))
    .addHelpText('after', examples('rexflow pause 6f0c7a52 --reason "errors on web-01"', 'rexflow continue 6f0c7a52'));
  serve<[string], { reason?: string }>(pause, async (context, [id], { reason }) => {
    const body = reason === undefined ? {} : { reason };
    const release = await context.client().call('pauseRelease', { path: { id }, body });
    context.answer(release, () => [sentence('pause.done', { id }), ...releaseLines(release, context.paint)]);
    return exits.done;
  });

  const goOn = program
    .command('continue')
    .argument('<id>', sentence('pause.id'))
    .description(sentence('continue.help'));
  serve<[string], object>(goOn, async (context, [id]) => {
    const release = await context.client().call('continueRelease', { path: { id } });
    context.answer(release, () => [sentence('continue.done', { id })]);
    return exits.done;
  });

  const cancel = program
    .command('cancel')
    .alias('stop')
    .argument('<id>', sentence('status.id'))
    .description(sentence('cancel.help'))
    .addOption(new Option('--undo', sentence('cancel.undo')).conflicts('keep'))
    .option('--keep', sentence('cancel.keep'))
    .option('--no-wait', sentence('cancel.noWait'))
    .option('--wait', sentence('cancel.wait'));
  serve<[string], WaitOptions & { undo?: true; keep?: true }>(cancel, async (context, [id], { wait, undo, keep }) => {
    const client = context.client();
    const body = undo ? ({ then: 'undo' } as const) : keep ? ({ then: 'keep' } as const) : {};
    const cancelled = await client.call('cancelRelease', { path: { id }, body });
    const release = wait && cancelled.state !== 'settled' ? await watchRelease(client, cancelled, context) : cancelled;
    context.answer(release, () => [...errorLines(release, context.paint), outcomeLine(release, context.paint)]);
    return exits.done;
  });

  const retry = addWaitOptions(
    program.command('retry').argument('<id>', sentence('retry.id')).description(sentence('retry.help')),
  );
  serve<[string], WaitOptions>(retry, async (context, [id], { wait }) => {
    const client = context.client();
    const release = await client.call('retryRelease', { path: { id } });
    return await watchToEnd(context, client, release, wait);
  });
};
