import type { AppView, HostView } from '#api';
import { listAll } from '#api/client';
import { exits } from '../errors/exits.js';
import { requireGroup } from '../fleet/requireGroup.js';
import { age, day } from '../output/figures.js';
import { shareTexts } from '../output/mixed.js';
import { table } from '../output/table.js';
import { printable } from '../output/width.js';
import { examples, parseWholeNumber, type AddCommand } from './command.js';

function liveOf({ live, seen }: AppView): string {
  if (seen.moved) return `${seen.release?.version ?? seen.release?.stamp ?? 'something else'} (moved by hand)`;
  return live === null ? (seen.release?.stamp ?? '') : `${live.version ?? live.stamp}${live.good ? '' : ' (not well)'}`;
}
const driftOf = ({ drift }: AppView): string => drift?.state ?? '';
const leaseOf = ({ lease }: AppView): string => (lease === null ? '' : `${lease.action} by ${lease.caller}`);

/** The state of a host, and why nobody gets in. */
const hostStateOf = ({ state, trouble, failing }: HostView['seen']): string => {
  if (state === 'failing') return `failing: ${failing.join(' ')}`;
  if (state === 'unknown' && trouble !== null) return `unknown: ${trouble.message}`;
  return state === 'off' ? '' : state;
};

/** What keeps apps from being released; those that meet share a sentence. */
const problemsOf = (apps: readonly AppView[]): string[] => [...new Set(apps.flatMap(({ problem }) => problem ?? []))];

/** Why apps are failing or unknown, as far as somebody looked. */
const troublesOf = (apps: readonly AppView[]): string[] =>
  apps.flatMap(({ key, seen }) => (seen.reason === null ? [] : [`${key} is ${seen.state}: ${seen.reason}`]));

/** apps, groups, hosts, problems */
export const inventoryCommands: AddCommand = (program, serve) => {
  const apps = program
    .command('apps')
    .description('list the apps with how they are, what is live on them and who changes them')
    .option('--group <name>', 'only of this group')
    .option('-q, --query <text>', 'only where key, group or host holds this')
    .option('-n, --limit <number>', 'maximum number of rows; all unless given', parseWholeNumber(1))
    .addHelpText(
      'after',
      examples(
        'rexflow apps --group web',
        `rexflow apps --json | jq -r '.items[] | select(.seen.state == "failing") | .key'`,
      ),
    );
  serve<[], { group?: string; query?: string; limit?: number }>(
    apps,
    async (context, _args, { group, query, limit }) => {
      const client = context.client();
      const found = await listAll(client, 'listApps', { query: { group, q: query } }, limit);
      if (group !== undefined && found.items.length === 0) await requireGroup(client, group);
      const now = Date.now();
      context.answer(found, () => [
        ...(found.items.length === 0
          ? [query === undefined ? 'there is no app' : `no app holds "${printable(query)}"`]
          : []),
        ...table(
          ['app', 'group', 'host', 'state', 'seen', 'live', 'since', 'drift', 'being changed'],
          found.items.map((app) => [
            ...[app.key, app.group, app.host, app.seen.state, age(app.seen.at, now)],
            ...[liveOf(app), day(app.live?.since ?? null), driftOf(app), leaseOf(app)],
          ]),
        ),
        ...troublesOf(found.items).map((trouble) => `${context.paint.red('✗')} ${printable(trouble)}`),
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
    const now = Date.now();
    context.answer(found, () =>
      table(
        ['group', 'state', 'seen', 'failing', 'runs'],
        found.items.map(({ name, state, seenAt, releases, failing, unknown }) => [
          ...[name, state, age(seenAt, now), failing.join(' '), shareTexts(releases, unknown).join('; ')],
        ]),
      ),
    );
    return exits.done;
  });

  const hosts = program
    .command('hosts')
    .description('list the hosts with how they are, when they were last seen, their apps and host keys')
    .option('-q, --query <text>', 'only where the address or an app holds this')
    .option('-n, --limit <number>', 'maximum number of rows; all unless given', parseWholeNumber(1))
    .addHelpText('after', examples('rexflow hosts -q 10.0.1.', 'rexflow hosts --json | jq -r ".items[].address"'));
  serve<[], { query?: string; limit?: number }>(hosts, async (context, _args, { query, limit }) => {
    const found = await listAll(context.client(), 'listHosts', { query: { q: query } }, limit);
    const now = Date.now();
    context.answer(found, () =>
      table(
        ['host', 'address', 'state', 'last seen', 'apps', 'key', 'seen first'],
        found.items.map(({ address, name, outage, lastSeen, seen, apps: keys, hostKeys }) => [
          ...[name ?? address, address, outage === null ? hostStateOf(seen) : `out of service: ${outage.reason}`],
          ...[age(lastSeen, now), keys.join(' '), hostKeys.map(({ fingerprint }) => fingerprint).join(' ')],
          day(hostKeys[0]?.firstSeen ?? null),
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
