import type { AppView } from '#contract';
import { exits } from '../exits.js';
import { day } from '../say/figures.js';
import { table } from '../say/table.js';
import { tame } from '../say/width.js';
import { examples, type AddCommand } from './command.js';

const liveOf = ({ live }: AppView): string => (live === null ? '' : `${live.stamp}${live.good ? '' : ' (not well)'}`);
const driftOf = ({ drift }: AppView): string => drift?.state ?? '';
const leaseOf = ({ lease }: AppView): string => (lease === null ? '' : `${lease.action} by ${lease.caller}`);

/** What keeps apps from being released; those that meet share a sentence. */
const problemsOf = (apps: readonly AppView[]): string[] => [...new Set(apps.flatMap(({ problem }) => problem ?? []))];

/** apps, hosts */
export const catalogue: AddCommand = (program, serve) => {
  const apps = program
    .command('apps')
    .description('list the apps with what is live on them and who changes them')
    .option('--group <name>', 'only of this group')
    .option('-q, --query <text>', 'only where key, group or host holds this')
    .addHelpText('after', examples('rexflow apps --group web', 'rexflow apps --json | jq -r ".items[].key"'));
  serve<[], { group?: string; query?: string }>(apps, async (house, _args, { group, query }) => {
    const found = await house.api().ask('listApps', { query: { group, q: query } });
    house.answer(found, () => [
      ...table(
        ['app', 'group', 'host', 'live', 'since', 'drift', 'being changed'],
        found.items.map((app) => [
          ...[app.key, app.group, app.host, liveOf(app), day(app.live?.since ?? null), driftOf(app), leaseOf(app)],
        ]),
      ),
      ...problemsOf(found.items).map((problem) => `${house.paint.red('✗')} ${tame(problem)}`),
    ]);
    return exits.done;
  });

  const hosts = program.command('hosts').description('list the hosts with their apps and the keys they showed first');
  serve(hosts, async (house) => {
    const found = await house.api().ask('listHosts');
    house.answer(found, () =>
      table(
        ['host', 'apps', 'key', 'seen first'],
        found.items.map(({ address, apps: keys, hostKeys }) => [
          ...[address, keys.join(' '), hostKeys.map(({ fingerprint }) => fingerprint).join(' ')],
          day(hostKeys[0]?.firstSeen ?? null),
        ]),
      ),
    );
    return exits.done;
  });
};
