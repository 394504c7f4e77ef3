import type { FinishPlan, UndoPlan } from '#api';
import { createRequest } from '#api/client';
import { usageError } from '../errors/cliError.js';
import { exits } from '../errors/exits.js';
import { table } from '../output/table.js';
import { printable } from '../output/width.js';
import { watchToEnd } from '../requests/finish.js';
import {
  addStrategyOptions,
  addWaitOptions,
  examples,
  givenStrategy,
  type AddCommand,
  type RequestOptions,
  type WaitOptions,
} from './command.js';
import { columnHeads, sentence } from '../language/sentence.js';
import { listAtTerminal } from '../language/statementAtTerminal.js';

/** The version and the directory of a release on a host, as far as they are known. */
const runText = ({ version, program }: UndoPlan['apps'][number]['from']): string =>
  [version, program?.split('/').at(-1)].filter(Boolean).join('  ');

/** What an undo would do, one app a line. */
function planLines({ release, rollout, apps, warnings, statements }: UndoPlan): string[] {
  return [
    sentence('undo.plan', { id: release, policy: rollout.policy, batch: rollout.batchSize }),
    ...table(
      columnHeads('app', 'host', '>batch', 'from', 'to', 'ofRelease'),
      apps.map(({ app, host, batch, from, to }) => [
        ...[app, host, String(batch + 1), runText(from)],
        ...[to === null ? sentence('undo.stays') : runText(to), to?.release ?? ''],
      ]),
    ),
    ...listAtTerminal(warnings, statements).map(printable),
  ];
}

/** What a finish would do, one app a line. */
const finishLines = ({ release, version, rollout, apps, warnings, statements }: FinishPlan): string[] => [
  sentence('finish.plan', {
    id: [release, version].filter(Boolean).join(', '),
    policy: rollout.policy,
    batch: rollout.batchSize,
  }),
  ...table(
    columnHeads('app', 'host', '>batch'),
    apps.map(({ app, host, batch }) => [app, host, String(batch + 1)]),
  ),
  ...listAtTerminal(warnings, statements).map(printable),
];

/** finish, undo */
export const healCommands: AddCommand = (program, serve) => {
  const finish = addWaitOptions(
    program
      .command('finish')
      .argument('<id>', sentence('finish.id'))
      .description(sentence('finish.help'))
      .option('--plan', sentence('finish.onlyPlan')),
  ).addHelpText(
    'after',
    examples('rexflow finish 6f0c7a52-... --plan', 'rexflow finish 6f0c7a52-... --no-wait --json'),
  );
  serve<[string], WaitOptions & { plan?: true }>(finish, async (context, [id], { wait, plan: onlyPlan }) => {
    const client = context.client();
    if (onlyPlan) {
      const plan = await client.call('getFinish', { path: { id } });
      context.answer(plan, () => finishLines(plan));
      return exits.done;
    }
    const release = await client.call('finishRelease', { path: { id } });
    return await watchToEnd(context, client, release, wait);
  });

  const undo = addStrategyOptions(
    program
      .command('undo')
      .argument('<id>', sentence('undo.id'))
      .description(sentence('undo.help'))
      .option('--plan', sentence('undo.onlyPlan')),
  ).addHelpText('after', examples('rexflow undo 6f0c7a52-... --plan', 'rexflow undo 6f0c7a52-... --batch 1'));
  serve<[string], RequestOptions & { plan?: true }>(undo, async (context, [id], options) => {
    const client = context.client();
    if (options.plan) {
      if (Object.keys(givenStrategy(options)).length > 0) throw usageError(sentence('undo.planAlone'));
      const plan = await client.call('getUndo', { path: { id } });
      context.answer(plan, () => planLines(plan));
      return plan.apps.some(({ to }) => to === null) ? exits.amiss : exits.done;
    }
    const release = await createRequest(client, 'undoRelease', givenStrategy(options), options.idempotencyKey, { id });
    return await watchToEnd(context, client, release, options.wait);
  });
};
