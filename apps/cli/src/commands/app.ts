import type { AppWithHistory, PastView } from '#api';
import { exits } from '../errors/exits.js';
import { day } from '../output/figures.js';
import { table } from '../output/table.js';
import { printable } from '../output/width.js';
import { examples, type AddCommand } from './command.js';

const outcomeOf = ({ outcome, good }: PastView): string => outcome ?? (good ? 'runs' : 'does not run');
const lastName = (path: string | null): string => path?.split('/').at(-1) ?? '';

function rows({ history, live }: AppWithHistory): string[][] {
  return history.map((past) => [
    ...[day(past.startedAt), day(past.endedAt), past.rollback ? 'rollback' : 'release', outcomeOf(past)],
    lastName(past.program),
    past.release ?? `RexDeployV3 ${past.randomStr}`,
    live !== null && past.program === live.program ? 'live' : '',
  ]);
}

/** app show */
export const appCommand: AddCommand = (program, serve) => {
  const group = program.command('app').helpCommand(false).description('one app');
  const show = group
    .command('show')
    .argument('<app>', 'its app_key')
    .description('what is live on an app, and its releases, newest first, those of RexDeployV3 too')
    .addHelpText('after', examples('rexflow app show web1', 'rexflow app show web1 --json | jq .history'));
  serve<[string], object>(show, async (context, [key]) => {
    const found = await context.client().call('getApp', { path: { key } });
    const { group: of, host, problem } = found;
    context.answer(found, () => [
      printable(`${found.key}  group ${of}  host ${host}  live ${found.live?.stamp ?? 'nothing of rexflow'}`),
      ...(problem === null ? [] : [`${context.paint.red('✗')} ${printable(problem)}`]),
      ...table(['began', 'ended', 'what', 'outcome', 'directory', 'job', ''], rows(found)),
    ]);
    return exits.done;
  });
};
