import type { AppWithHistory, PastView } from '#api';
import { usageError } from '../errors/cliError.js';
import { exits } from '../errors/exits.js';
import { askMissing } from '../fleet/askMissing.js';
import { settingsIn } from '../fleet/assignments.js';
import { changeLines } from '../fleet/changeLines.js';
import { removeFromHost, type RemovalOptions } from '../fleet/removeFromHost.js';
import { resolvedLines } from '../fleet/resolvedLines.js';
import { day } from '../output/figures.js';
import { serviceRows, serviceTroubles } from '../output/services.js';
import { table } from '../output/table.js';
import { printable } from '../output/width.js';
import { examples, type AddCommand } from './command.js';
import { columnHeads, sentence } from '../language/sentence.js';
import { wholeAtTerminal } from '../language/statementAtTerminal.js';
import { wireWord } from '../language/word.js';

const outcomeOf = ({ outcome, good }: PastView): string =>
  outcome === null ? sentence(good ? 'app.runs' : 'app.runsNot') : wireWord(outcome);
const lastName = (path: string | null): string => path?.split('/').at(-1) ?? '';

function rows({ history, live }: AppWithHistory): string[][] {
  return history.map((past) => [
    ...[day(past.startedAt), day(past.endedAt), wireWord(past.rollback ? 'rollback' : 'release'), outcomeOf(past)],
    past.provenance.version ?? '',
    lastName(past.program),
    past.release ?? `RexDeployV3 ${past.randomStr}`,
    live !== null && past.program === live.program ? sentence('app.live') : '',
  ]);
}

const liveOf = ({ live }: AppWithHistory): string => {
  if (live === null) return sentence('app.nothing');
  return live.version === null ? live.stamp : `${live.version} (${live.stamp})`;
};

/** Where what is live was made. */
const programLines = ({ live }: AppWithHistory): string[] =>
  live?.commit
    ? [printable(sentence('app.commit', { commit: [live.commit, live.links.commit ?? []].flat().join('  ') }))]
    : [];

interface AddOptions {
  group?: string;
  host?: string;
  set?: string[];
  dryRun?: boolean;
}

const dryRunQuery = (dryRun = false) => ({ dryRun: dryRun ? ('true' as const) : ('false' as const) });

/** app show, add, set, remove */
export const appCommand: AddCommand = (program, serve) => {
  const group = program.command('app').helpCommand(false).description(sentence('app.help'));
  const show = group
    .command('show')
    .argument('<app>', sentence('app.key'))
    .description(sentence('app.show.help'))
    .option('--resolved', sentence('app.show.resolved'))
    .addHelpText(
      'after',
      examples(
        'rexflow app show web1',
        'rexflow app show web1 --json | jq .history',
        'rexflow app show web1 --resolved',
      ),
    );
  serve<[string], { resolved?: boolean }>(show, async (context, [key], { resolved = false }) => {
    if (resolved) {
      const found = await context.client().call('getAppSettings', { path: { key } });
      context.answer(found, () => resolvedLines(found.resolved));
      return exits.done;
    }
    const found = await context.client().call('getApp', { path: { key } });
    const { group: of, host } = found;
    const problem =
      found.problem === null ? null : wholeAtTerminal({ message: found.problem, statement: found.problemStatement });
    context.answer(found, () => [
      printable(sentence('app.is', { app: found.key, group: of, host, live: liveOf(found) })),
      ...programLines(found),
      ...table(columnHeads('service', 'since', 'uptime', 'pids', 'restarts', 'seen'), [
        serviceRows([found])[0]!.slice(2),
      ]),
      ...serviceTroubles([found]).map(printable),
      ...(problem === null ? [] : [`${context.paint.red('✗')} ${printable(problem)}`]),
      ...table(columnHeads('began', 'ended', 'done', 'outcome', 'version', 'directory', 'job', ''), rows(found)),
    ]);
    return exits.done;
  });

  const add = group
    .command('add')
    .argument('<app>', sentence('app.name'))
    .description(sentence('app.add.help'))
    .option('--group <name>', sentence('app.add.group'))
    .option('--host <host>', sentence('app.add.host'))
    .option('--set <key=value>', sentence('app.add.set'), (word, words: string[] = []) => [...words, word])
    .option('--dry-run', sentence('app.add.dryRun'))
    .addHelpText(
      'after',
      examples(
        'rexflow app add shop-9 --group shop --host web-9',
        'rexflow app add docs-1 --group docs --host 10.0.0.7 --set paths.program=/srv/docs --set service.script=/etc/init.d/docs',
      ),
    );
  serve<[string], AddOptions>(add, async (context, [key], { group: of, host, set = [], dryRun }) => {
    const given = { ...settingsIn(set), ...(of && { group: of }), ...(host && { host }) };
    const client = context.client();
    const done = await askMissing(context, key, (typed) => {
      const body = merged(given, typed) as Parameters<typeof client.call<'putApp'>>[1]['body'];
      return client.call('putApp', {
        path: { key },
        query: dryRunQuery(dryRun),
        body,
        headers: { 'If-Match': '"none"' },
      });
    });
    context.answer(done, () => [
      ...changeLines(context, done),
      ...(done.applied ? [sentence('app.add.next', { app: printable(key) })] : []),
    ]);
    return exits.done;
  });

  const set = group
    .command('set')
    .argument('<app>', sentence('app.name'))
    .argument('<setting...>', sentence('app.set.setting'))
    .description(sentence('app.set.help'))
    .option('--dry-run', sentence('option.dryRun'))
    .addHelpText(
      'after',
      examples('rexflow app set web1 enabled=false', 'rexflow app set web1 port=8081 note= --dry-run'),
    );
  serve<[string, string[]], { dryRun?: boolean }>(set, async (context, [key, words], { dryRun }) => {
    const body = settingsIn(words);
    const done = await context.client().call('patchApp', { path: { key }, query: dryRunQuery(dryRun), body });
    context.answer(done, () => changeLines(context, done));
    return exits.done;
  });

  const remove = group
    .command('remove')
    .argument('<app>', sentence('app.name'))
    .description(sentence('app.remove.help'))
    .option('--from-host', sentence('app.remove.fromHost'))
    .option('--at <host>', sentence('app.remove.at'))
    .option('--dry-run', sentence('app.remove.dryRun'))
    .option('--yes', sentence('app.remove.yes'))
    .addHelpText(
      'after',
      examples(
        'rexflow app remove web1 --from-host --dry-run',
        'rexflow app remove web1 --from-host',
        'rexflow app remove web1 --from-host --at 10.0.0.11',
        'rexflow app set web1 enabled=false && rexflow app remove web1',
      ),
    );
  serve<[string], RemovalOptions & { fromHost?: boolean }>(remove, async (context, [key], { fromHost, ...options }) => {
    if (fromHost) return await removeFromHost(context, key, options);
    if (options.dryRun || options.yes || options.at !== undefined) throw usageError(sentence('app.remove.alone'));
    const done = await context.client().call('deleteApp', { path: { key } });
    context.answer(done, () => changeLines(context, done));
    return exits.done;
  });
};

/** Sections of two documents joined, one level deep as settings are. */
function merged(given: Record<string, unknown>, typed: Record<string, unknown>): Record<string, unknown> {
  const joined = { ...given };
  for (const [key, value] of Object.entries(typed)) {
    const under = joined[key];
    joined[key] = isSection(under) && isSection(value) ? { ...under, ...value } : value;
  }
  return joined;
}

const isSection = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
