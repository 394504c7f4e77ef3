import type { AppView } from '#api';
import { listAll, type Client } from '#api/client';
import { exits } from '../errors/exits.js';
import { requireGroup } from '../fleet/requireGroup.js';
import { addProgramFilter, type ProgramFilter } from '../options/programFilter.js';
import { day } from '../output/figures.js';
import { table } from '../output/table.js';
import { examples, namesOf, type AddCommand } from './command.js';
import { columnHeads, sentence } from '../language/sentence.js';

/** The apps of some groups, or of all, on which something is live, as far as it is what is looked for. */
async function runningApps(client: Client, groups: readonly string[], filter: ProgramFilter): Promise<AppView[]> {
  const asked = groups.length === 0 ? [undefined] : groups;
  const found: AppView[] = [];
  for (const group of asked) {
    const { items } = await listAll(client, 'listApps', { query: { ...filter, group } });
    if (group !== undefined && items.length === 0) await requireGroup(client, group);
    found.push(...items.filter(({ live }) => live !== null));
  }
  return found;
}

const shortCommit = (commit: string | null): string => commit?.slice(0, 12) ?? '';

/** The apps version by version, the newest release first. */
function rows(apps: readonly AppView[]): string[][] {
  const byTime = [...apps].sort((a, b) => (a.live!.since < b.live!.since ? 1 : -1));
  const order = [...new Set(byTime.map(nameOf))];
  return [...byTime]
    .sort((a, b) => order.indexOf(nameOf(a)) - order.indexOf(nameOf(b)) || (a.key < b.key ? -1 : 1))
    .map((app) => [
      ...[app.group, app.live!.version ?? app.live!.stamp, shortCommit(app.live!.commit), app.key, app.host],
      ...[day(app.live!.since), app.live!.good ? '' : sentence('where.notWell')],
    ]);
}

const nameOf = ({ group, live }: AppView): string =>
  JSON.stringify([group, live!.version ?? live!.stamp, live!.commit]);

/** where */
export const whereCommand: AddCommand = (program, serve) => {
  const command = addProgramFilter(
    program.command('where').argument('[groups...]', sentence('where.groups')).description(sentence('where.help')),
  ).addHelpText(
    'after',
    examples(
      'rexflow where --version 2.1.0',
      'rexflow where --commit 9f3c2ab web',
      'rexflow where web --json | jq -r ".items[] | [.live.version, .host] | @tsv"',
    ),
  );
  serve<[string[]], ProgramFilter>(command, async (context, [groups], filter) => {
    const items = await runningApps(context.client(), namesOf(groups), filter);
    context.answer({ items }, () => {
      if (items.length === 0) return [sentence('where.none')];
      const hosts = new Set(items.map(({ host }) => host)).size;
      return [
        ...table(columnHeads('group', 'version', 'commit', 'app', 'host', 'since', ''), rows(items)),
        sentence('where.sum', { apps: items.length, hosts }),
      ];
    });
    return exits.done;
  });
};
