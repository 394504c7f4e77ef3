import type { AppWithHistory, PastView } from '#api';
import { exits } from '../errors/exits.js';
import { askMissing } from '../fleet/askMissing.js';
import { settingsIn } from '../fleet/assignments.js';
import { changeLines } from '../fleet/changeLines.js';
import { resolvedLines } from '../fleet/resolvedLines.js';
import { day } from '../output/figures.js';
import { table } from '../output/table.js';
import { printable } from '../output/width.js';
import { examples, type AddCommand } from './command.js';

const outcomeOf = ({ outcome, good }: PastView): string => outcome ?? (good ? 'runs' : 'does not run');
const lastName = (path: string | null): string => path?.split('/').at(-1) ?? '';

function rows({ history, live }: AppWithHistory): string[][] {
  return history.map((past) => [
    ...[day(past.startedAt), day(past.endedAt), past.rollback ? 'rollback' : 'release', outcomeOf(past)],
    past.provenance.version ?? '',
    lastName(past.program),
    past.release ?? `RexDeployV3 ${past.randomStr}`,
    live !== null && past.program === live.program ? 'live' : '',
  ]);
}

const liveOf = ({ live }: AppWithHistory): string => {
  if (live === null) return 'nothing of rexflow';
  return live.version === null ? live.stamp : `${live.version} (${live.stamp})`;
};

/** Where what is live was made. */
const programLines = ({ live }: AppWithHistory): string[] =>
  live?.commit ? [printable(`commit ${live.commit}${live.links.commit === null ? '' : `  ${live.links.commit}`}`)] : [];

interface AddOptions {
  group?: string;
  host?: string;
  set?: string[];
  dryRun?: boolean;
}

const dryRunQuery = (dryRun = false) => ({ dryRun: dryRun ? ('true' as const) : ('false' as const) });

/** app show, add, set, remove */
export const appCommand: AddCommand = (program, serve) => {
  const group = program.command('app').helpCommand(false).description('one app');
  const show = group
    .command('show')
    .argument('<app>', 'its app_key')
    .description('what is live on an app, and its releases, newest first, those of RexDeployV3 too')
    .option('--resolved', 'every setting that counts for it, and where it is said')
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
    const { group: of, host, problem } = found;
    context.answer(found, () => [
      printable(`${found.key}  group ${of}  host ${host}  live ${liveOf(found)}`),
      ...programLines(found),
      ...(problem === null ? [] : [`${context.paint.red('✗')} ${printable(problem)}`]),
      ...table(['began', 'ended', 'what', 'outcome', 'version', 'directory', 'job', ''], rows(found)),
    ]);
    return exits.done;
  });

  const add = group
    .command('add')
    .argument('<app>', 'its name')
    .description('add an app; what it needs and its group does not give is asked for')
    .option('--group <name>', 'the group of apps that run the same program')
    .option('--host <host>', 'name of its host, or its address')
    .option(
      '--set <key=value>',
      'a setting, with the keys of a fleet file; may be given again',
      (word, words: string[] = []) => [...words, word],
    )
    .option('--dry-run', 'show what would be added, and add nothing')
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
      ...(done.applied ? [`next: rexflow doctor ${printable(key)}, then rexflow release ${printable(key)}`] : []),
    ]);
    return exits.done;
  });

  const set = group
    .command('set')
    .argument('<app>', 'its name')
    .argument('<setting...>', 'KEY=VALUE, with the keys of a fleet file; KEY= takes it away')
    .description('change settings of an app')
    .option('--dry-run', 'show what would be changed, and change nothing')
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
    .argument('<app>', 'its name')
    .description('remove an app from the catalogue; what lies on its host stays there')
    .addHelpText('after', examples('rexflow app set web1 enabled=false && rexflow app remove web1'));
  serve<[string], object>(remove, async (context, [key]) => {
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
