import type { HostActivityView, HostCheckView } from '#api';
import type { CliContext } from '../../context/cliContext.js';
import { usageError } from '../../errors/cliError.js';
import { exitOfTrouble, exits } from '../../errors/exits.js';
import { fingerprintIn, keyReport } from '../../fleet/hostKeys.js';
import { errorAtTerminal } from '../../language/errorAtTerminal.js';
import { findingLines, nextLines } from '../../output/findings.js';
import { counted, day } from '../../output/figures.js';
import { table } from '../../output/table.js';
import { printable } from '../../output/width.js';
import { examples, parseTimestamp, parseWholeNumber, type AddCommand } from '../command.js';

/** What a check found: what is not well line by line, the rest with `all` only. */
export function checkLines(
  { host, user, findings, apps, trouble }: HostCheckView,
  paint: CliContext['paint'],
  all = false,
) {
  if (trouble !== null) return [`${paint.red('✗')} ${printable(host)}: ${printable(errorAtTerminal(trouble).message)}`];
  const named = [
    ...findings,
    ...apps.flatMap((app) => app.findings.map((one) => ({ ...one, name: `${app.app} ${one.name}` }))),
  ];
  const bad = named.filter(({ state }) => state !== 'ok');
  const well = named.length - bad.length;
  const login = user === null ? '' : `logged in as ${printable(user)}, `;
  return [
    ...(all ? named : bad).flatMap((one) => findingLines(one, paint)),
    ...(all ? [] : [`${paint.green('✓')} ${printable(host)}: ${login}${counted(well, 'thing')} looked at and well`]),
  ];
}

/** What an item is about, in a few words. */
function aboutOf({ kind, action, release, version, change, fingerprint }: HostActivityView): string {
  if (kind === 'key') return fingerprint ?? '';
  if (kind === 'request') return `${version ?? ''} ${release ?? ''}`.trim();
  const values = (change?.values ?? []).map(({ key, before, after }) => `${key}: ${shown(before)} -> ${shown(after)}`);
  return `${change?.name ?? action} ${values.join('; ')}`.trim();
}
const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** host key, host check, host changes */
export const hostLookCommands: AddCommand = (group, serve) => {
  const key = group
    .command('key')
    .argument('<host>', 'its name, or its address')
    .description('ask a host for its keys and hold them against what is known; approve one by its fingerprint')
    .option('--approve <fingerprint>', 'SHA256:…, as the host itself prints it; refused where it shows another one')
    .option('--replace', 'with --approve: in place of known keys that the host does not show any more')
    .addHelpText(
      'after',
      examples(
        'rexflow host key web-1',
        'rexflow host key web-1 --approve SHA256:…',
        'rexflow host key web-1 --json | jq .state',
      ),
    );
  serve<[string], { approve?: string; replace?: true }>(key, async (context, [name], { approve, replace }) => {
    if (approve === undefined && replace)
      throw usageError('--replace needs --approve SHA256:…, the key that takes the place');
    const client = context.client();
    if (approve === undefined) {
      const keys = await client.call('scanHostKeys', { path: { name }, body: {} });
      context.answer(keys, () => keyReport(keys, context.paint));
      if (keys.trouble !== null) return exitOfTrouble(keys.trouble);
      return keys.state === 'agrees' ? exits.done : exits.amiss;
    }
    const fingerprint = fingerprintIn(approve);
    const done = await client.call('approveHostKey', {
      path: { name },
      body: { fingerprint, ...(replace ? { replace } : {}) },
    });
    context.answer(done, () => [
      `${context.paint.green('✓')} approved: ${fingerprint}`,
      ...done.replaced.map((old) => `  in place of ${old.type} ${old.fingerprint}`),
      ...keyReport(done.keys, context.paint),
      ...nextLines({ message: 'log in and look', command: `rexflow host check ${name}` }),
    ]);
    return exits.done;
  });

  const check = group
    .command('check')
    .argument('<host>', 'its name, or its address')
    .description('log in to a host, look at what releases need, and say the next step')
    .option('--all', 'list what is well, too')
    .addHelpText(
      'after',
      examples('rexflow host check web-1', 'rexflow host check web-1 --json | jq -r .next.command'),
    );
  serve<[string], { all?: true }>(check, async (context, [name], { all }) => {
    const found = await context.client().call('checkHost', { path: { name }, body: {} });
    context.answer(found, () => [...checkLines(found, context.paint, all === true), ...nextLines(found.next)]);
    if (found.trouble !== null) return exitOfTrouble(found.trouble);
    return found.ready ? exits.done : exits.amiss;
  });

  const changes = group
    .command('changes')
    .argument('<host>', 'its name, or its address')
    .description('list what changed on a host, by whom, newest first: releases, service actions, catalogue, keys')
    .option('--since <time>', 'no older than this: 2026-01-31, or 3d (ago); a week unless given', parseTimestamp)
    .option('-n, --limit <number>', 'maximum number of rows', parseWholeNumber(1), 100)
    .addHelpText('after', examples('rexflow host changes web-1', 'rexflow host changes web-1 --since 1d --json'));
  serve<[string], { since?: string; limit: number }>(changes, async (context, [name], { since, limit }) => {
    const query = { ...(since === undefined ? {} : { since }), limit: Math.min(limit, 500) };
    const found = await context.client().call('listHostActivity', { path: { name }, query });
    context.answer(found, () =>
      found.items.length === 0
        ? [`nothing changed on ${printable(name)} since ${day(found.since)}`]
        : [
            ...table(
              ['when', 'who', 'what', 'apps', 'outcome', ''],
              found.items.map((item) => [
                ...[day(item.at), item.who, item.action, item.apps.join(' ')],
                ...[item.kind === 'request' ? (item.outcome ?? 'under way') : '', aboutOf(item)],
              ]),
            ),
            ...(found.more ? [`there is more: -n ${limit * 2}, or --since a later time`] : []),
          ],
    );
    return exits.done;
  });
};
