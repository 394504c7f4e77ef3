import type { AppView } from '#api';
import { listAll } from '#api/client';
import { exits } from '../errors/exits.js';
import { requireGroup } from '../fleet/requireGroup.js';
import { day } from '../output/figures.js';
import { shareTexts } from '../output/mixed.js';
import { table } from '../output/table.js';
import { printable } from '../output/width.js';
import { examples, parseWholeNumber, type AddCommand } from './command.js';

const liveOf = ({ live }: AppView): string =>
  live === null ? '' : `${live.version ?? live.stamp}${live.good ? '' : ' (not well)'}`;
const driftOf = ({ drift }: AppView): string => drift?.state ?? '';
const leaseOf = ({ lease }: AppView): string => (lease === null ? '' : `${lease.action} by ${lease.caller}`);

/** What keeps apps from being released; those that meet share a sentence. */
const problemsOf = (apps: readonly AppView[]): string[] => [...new Set(apps.flatMap(({ problem }) => problem ?? []))];

/** apps, groups, hosts, problems */
export const inventoryCommands: AddCommand = (program, serve) => {
  const apps = program
    .command('apps')
    .description('list the apps with what is live on them and who changes them')
    .option('--group <name>', 'only of this group')
    .option('-q, --query <text>', 'only where key, group or host holds this')
    .option('-n, --limit <number>', 'maximum number of rows; all unless given', parseWholeNumber(1))
    .addHelpText('after', examples('rexflow apps --group web', 'rexflow apps --json | jq -r ".items[].key"'));
  serve<[], { group?: string; query?: string; limit?: number }>(
    apps,
    async (context, _args, { group, query, limit }) => {
      const client = context.client();
      const found = await listAll(client, 'listApps', { query: { group, q: query } }, limit);
      if (group !== undefined && found.items.length === 0) await requireGroup(client, group);
      context.answer(found, () => [
        ...(found.items.length === 0
          ? [query === undefined ? 'there is no app' : `no app holds "${printable(query)}"`]
          : []),
        ...table(
          ['app', 'group', 'host', 'live', 'since', 'drift', 'being changed'],
          found.items.map((app) => [
            ...[app.key, app.group, app.host, liveOf(app), day(app.live?.since ?? null), driftOf(app), leaseOf(app)],
          ]),
        ),
        ...problemsOf(found.items).map((problem) => `${context.paint.red('✗')} ${printable(problem)}`),
      ]);
      return exits.done;
    },
  );

  const groups = program
    .command('groups')
    .description('list the groups with what their apps run, and whether all run the same')
    .option('-q, --query <text>', 'only where the name or an app holds this')
    .option('-n, --limit <number>', 'maximum number of rows; all unless given', parseWholeNumber(1))
    .addHelpText(
      'after',
      examples('rexflow groups -q web', `rexflow groups --json | jq -r '.items[] | select(.state == "mixed") | .name'`),
    );
  serve<[], { query?: string; limit?: number }>(groups, async (context, _args, { query, limit }) => {
    const found = await listAll(context.client(), 'listGroups', { query: { q: query } }, limit);
    context.answer(found, () =>
      table(
        ['group', 'state', 'seen', 'runs'],
        found.items.map(({ name, state, seenAt, releases, unknown }) => [
          ...[name, state, day(seenAt), shareTexts(releases, unknown).join('; ')],
        ]),
      ),
    );
    return exits.done;
  });

  const hosts = program
    .command('hosts')
    .description('list the hosts with their apps and host keys, and which are out of service')
    .option('-q, --query <text>', 'only where the address or an app holds this')
    .option('-n, --limit <number>', 'maximum number of rows; all unless given', parseWholeNumber(1))
    .addHelpText('after', examples('rexflow hosts -q 10.0.1.', 'rexflow hosts --json | jq -r ".items[].address"'));
  serve<[], { query?: string; limit?: number }>(hosts, async (context, _args, { query, limit }) => {
    const found = await listAll(context.client(), 'listHosts', { query: { q: query } }, limit);
    context.answer(found, () =>
      table(
        ['host', 'address', 'apps', 'key', 'seen first', 'state'],
        found.items.map(({ address, name, outage, apps: keys, hostKeys }) => [
          ...[name ?? address, address, keys.join(' '), hostKeys.map(({ fingerprint }) => fingerprint).join(' ')],
          day(hostKeys[0]?.firstSeen ?? null),
          outage === null ? '' : `out of service: ${outage.reason}`,
        ]),
      ),
    );
    return exits.done;
  });

  const problems = program
    .command('problems')
    .description('list the rows of the catalogue that cannot be used or released, and how they are put right')
    .addHelpText('after', examples('rexflow problems', 'rexflow problems --json | jq -r ".items[].advice"'));
  serve<[], object>(problems, async (context) => {
    const found = await listAll(context.client(), 'listProblems');
    context.answer(found, () =>
      found.items.length === 0
        ? ['every row of the catalogue can be used']
        : found.items.flatMap(({ row, app, message, advice }) => [
            `${context.paint.red('✗')} ${printable(app ?? '')}${app === null ? '' : ' '}(id ${row}): ${printable(message)}`,
            `  ${printable(advice)}`,
          ]),
    );
    return exits.done;
  });
};
