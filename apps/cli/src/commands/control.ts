import { exitOfRelease, exits } from '../errors/exits.js';
import { watchToEnd } from '../requests/finish.js';
import { releaseLines, errorLines, outcomeLine } from '../output/release.js';
import { watchRelease } from '../requests/watch.js';
import { examples, addWaitOptions, type AddCommand, type WaitOptions } from './command.js';

/** status, cancel, retry */
export const controlCommands: AddCommand = (program, serve) => {
  const status = program
    .command('status')
    .argument('<id>', 'of a release or another request')
    .description('show a release as it stands')
    .option('--wait', 'watch it until it has ended; the exit status tells how')
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

  const cancel = program
    .command('cancel')
    .argument('<id>', 'of a release or another request')
    .description('cancel a release at the next safe point')
    .option('--no-wait', 'come back as soon as the cancellation is accepted')
    .option('--wait', 'watch until it has stopped (default)');
  serve<[string], WaitOptions>(cancel, async (context, [id], { wait }) => {
    const client = context.client();
    const cancelled = await client.call('cancelRelease', { path: { id } });
    const release = wait && cancelled.state !== 'settled' ? await watchRelease(client, cancelled, context) : cancelled;
    context.answer(release, () => [...errorLines(release, context.paint), outcomeLine(release, context.paint)]);
    return exits.done;
  });

  const retry = addWaitOptions(
    program
      .command('retry')
      .argument('<id>', 'of a release that has ended')
      .description('retry the failed targets with the same bundle'),
  );
  serve<[string], WaitOptions>(retry, async (context, [id], { wait }) => {
    const client = context.client();
    const release = await client.call('retryRelease', { path: { id } });
    return await watchToEnd(context, client, release, wait);
  });
};
