import type { AppView, HostView, UnusableRowView } from '#api';
import { listAll } from '#api/client';
import { exits } from '../errors/exits.js';
import { requireGroup } from '../fleet/requireGroup.js';
import { age, day } from '../output/figures.js';
import { serviceState, uptime } from '../output/services.js';
import { shareTexts } from '../output/mixed.js';
import { table } from '../output/table.js';
import { unusableLines } from '../output/unusable.js';
import { printable } from '../output/width.js';
import { examples, parseWholeNumber, type AddCommand } from './command.js';
import { errorAtTerminal } from '../language/errorAtTerminal.js';
import { statedAtTerminal, wholeAtTerminal } from '../language/statementAtTerminal.js';
import { columnHeads, sentence } from '../language/sentence.js';
import { wireWord } from '../language/word.js';

function liveOf({ live, seen }: AppView): string {
  if (seen.moved)
    return sentence('apps.byHand', {
      release: seen.release?.version ?? seen.release?.stamp ?? sentence('mixed.other'),
    });
  if (live === null) return seen.release?.stamp ?? '';
  const release = live.version ?? live.stamp;
  return live.good ? release : sentence('apps.notWell', { release });
}

const driftOf = ({ drift }: AppView): string => (drift === null ? '' : wireWord(drift.state));
const leaseOf = ({ lease }: AppView): string =>
  lease === null ? '' : sentence('apps.changedBy', { action: wireWord(lease.action), caller: lease.caller });

/** The state of a host, and why nobody gets in. */
const hostStateOf = ({ state, trouble, failing }: HostView['seen']): string => {
  if (state === 'failing') return sentence('hosts.state', { state: wireWord(state), reason: failing.join(' ') });
  if (state === 'unknown' && trouble !== null)
    return sentence('hosts.state', { state: wireWord(state), reason: errorAtTerminal(trouble).message });
  return state === 'off' ? '' : wireWord(state);
};

/** What keeps apps from being released; those that meet share a sentence. */
const problemsOf = (apps: readonly AppView[]): string[] => [
  ...new Set(
    apps.flatMap(({ problem, problemStatement: statement }) =>
      problem === null ? [] : wholeAtTerminal({ message: problem, statement }),
    ),
  ),
];

/** Why apps are failing or unknown, as far as somebody looked. */
const troublesOf = (apps: readonly AppView[]): string[] =>
  apps.flatMap(({ key, seen: { state, reason, statement } }) =>
    reason === null
      ? []
      : [
          sentence('apps.trouble', {
            app: key,
            state: wireWord(state),
            reason: wholeAtTerminal({ message: reason, statement }),
          }),
        ],
  );

/** A row of the catalogue that is no app, why, and what puts it right. */
function unusableRow({ id, app, problem, problemStatement: statement, cure }: UnusableRowView): string {
  const message = wholeAtTerminal({ message: problem, statement });
  const row =
    app === null
      ? sentence('problems.rowAlone', { row: id, message })
      : sentence('problems.row', { app, row: id, message });
  return cure === undefined ? row : sentence('unusable.cure', { what: row, cure });
}

/** apps, groups, hosts, problems */
export const inventoryCommands: AddCommand = (program, serve) => {
  const apps = program
    .command('apps')
    .description(sentence('apps.help'))
    .option('--group <name>', sentence('apps.group'))
    .option('-q, --query <text>', sentence('apps.query'))
    .option('-n, --limit <number>', sentence('rows.limitOrAll'), parseWholeNumber(1))
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
      const { unusable = [], unusableTotal: total = 0 } = found;
      if (group !== undefined && found.items.length === 0 && total === 0) await requireGroup(client, group);
      const now = Date.now();
      context.answer(found, () => [
        ...(found.items.length === 0
          ? [query === undefined ? sentence('apps.none') : sentence('apps.noneHolds', { text: printable(query) })]
          : []),
        ...table(
          columnHeads(
            'app',
            'group',
            'host',
            'state',
            'service',
            'uptime',
            'seen',
            'live',
            'since',
            'drift',
            'changing',
          ),
          found.items.map((app) => [
            ...[app.key, app.group, app.host, wireWord(app.seen.state), serviceState(app), uptime(app)],
            age(app.seen.at, now),
            ...[liveOf(app), day(app.live?.since ?? null), driftOf(app), leaseOf(app)],
          ]),
        ),
        ...troublesOf(found.items).map((trouble) => `${context.paint.red('✗')} ${printable(trouble)}`),
        ...problemsOf(found.items).map((problem) => `${context.paint.red('✗')} ${printable(problem)}`),
        ...unusableLines(unusable.map(unusableRow), total, context.paint),
      ]);
      return exits.done;
    },
  );

  const groups = program
    .command('groups')
    .description(sentence('groups.help'))
    .option('-q, --query <text>', sentence('groups.query'))
    .option('-n, --limit <number>', sentence('rows.limitOrAll'), parseWholeNumber(1))
    .addHelpText(
      'after',
      examples('rexflow groups -q web', `rexflow groups --json | jq -r '.items[] | select(.state == "mixed") | .name'`),
    );
  serve<[], { query?: string; limit?: number }>(groups, async (context, _args, { query, limit }) => {
    const found = await listAll(context.client(), 'listGroups', { query: { q: query } }, limit);
    const now = Date.now();
    const { unusable = [], unusableTotal: total = 0 } = found;
    context.answer(found, () => [
      ...table(
        columnHeads('group', 'state', 'seen', 'failing', 'runs'),
        found.items.map(({ name, state, seenAt, releases, failing, unknown }) => [
          ...[name, wireWord(state), age(seenAt, now), failing.join(' '), shareTexts(releases, unknown).join('; ')],
        ]),
      ),
      ...unusableLines(
        unusable.map((group) => sentence('groups.unusable', { group })),
        total,
        context.paint,
      ),
    ]);
    return exits.done;
  });

  const hosts = program
    .command('hosts')
    .description(sentence('hosts.help'))
    .option('-q, --query <text>', sentence('hosts.query'))
    .option('-n, --limit <number>', sentence('rows.limitOrAll'), parseWholeNumber(1))
    .addHelpText('after', examples('rexflow hosts -q 10.0.1.', 'rexflow hosts --json | jq -r ".items[].address"'));
  serve<[], { query?: string; limit?: number }>(hosts, async (context, _args, { query, limit }) => {
    const found = await listAll(context.client(), 'listHosts', { query: { q: query } }, limit);
    const now = Date.now();
    const { unusable = [], unusableTotal: total = 0 } = found;
    context.answer(found, () => [
      ...table(
        columnHeads('host', 'address', 'state', 'lastSeen', 'apps', 'key', 'seenFirst'),
        found.items.map(({ address, name, outage, lastSeen, seen, apps: keys, hostKeys }) => [
          ...[
            name ?? address,
            address,
            outage === null ? hostStateOf(seen) : sentence('hosts.out', { reason: outage.reason }),
          ],
          ...[age(lastSeen, now), keys.join(' '), hostKeys.map(({ fingerprint }) => fingerprint).join(' ')],
          day(hostKeys[0]?.firstSeen ?? null),
        ]),
      ),
      ...unusableLines(
        unusable.map((row) => sentence('hosts.unusable', { host: row.host, row: unusableRow(row) })),
        total,
        context.paint,
      ),
    ]);
    return exits.done;
  });

  const problems = program
    .command('problems')
    .description(sentence('problems.help'))
    .addHelpText('after', examples('rexflow problems', 'rexflow problems --json | jq -r ".items[].advice"'));
  serve<[], object>(problems, async (context) => {
    const found = await listAll(context.client(), 'listProblems');
    context.answer(found, () =>
      found.items.length === 0
        ? [sentence('problems.none')]
        : found.items.flatMap((problem) => {
            const { row, app } = problem;
            const { message, advice } = statedAtTerminal(problem);
            return [
              `${context.paint.red('✗')} ${printable(
                row === null
                  ? message
                  : app === null
                    ? sentence('problems.rowAlone', { row, message })
                    : sentence('problems.row', { app, row, message }),
              )}`,
              `  ${printable(advice ?? '')}`,
            ];
          }),
    );
    return exits.done;
  });
};
