import type { HostActivityView, HostCheckView } from '#api';
import type { CliContext } from '../../context/cliContext.js';
import { usageError } from '../../errors/cliError.js';
import { exitOfTrouble, exits } from '../../errors/exits.js';
import { fingerprintIn, keyReport } from '../../fleet/hostKeys.js';
import { errorAtTerminal } from '../../language/errorAtTerminal.js';
import { findingLines, nextLines } from '../../output/findings.js';
import { day } from '../../output/figures.js';
import { table } from '../../output/table.js';
import { printable } from '../../output/width.js';
import { examples, parseTimestamp, parseWholeNumber, type AddCommand } from '../command.js';
import { columnHeads, sentence } from '../../language/sentence.js';
import { wireWord } from '../../language/word.js';

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
  const n = named.length - bad.length;
  const sum =
    user === null ? sentence('host.check.well', { host, n }) : sentence('host.check.wellAs', { host, user, n });
  return [
    ...(all ? named : bad).flatMap((one) => findingLines(one, paint)),
    ...(all ? [] : [`${paint.green('✓')} ${printable(sum)}`]),
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
    .argument('<host>', sentence('host.any'))
    .description(sentence('host.key.help'))
    .option('--approve <fingerprint>', sentence('host.key.approve'))
    .option('--replace', sentence('host.key.replace'))
    .addHelpText(
      'after',
      examples(
        'rexflow host key web-1',
        'rexflow host key web-1 --approve SHA256:…',
        'rexflow host key web-1 --json | jq .state',
      ),
    );
  serve<[string], { approve?: string; replace?: true }>(key, async (context, [name], { approve, replace }) => {
    if (approve === undefined && replace) throw usageError(sentence('host.key.needsApprove'));
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
      `${context.paint.green('✓')} ${sentence('host.approved', { fingerprint })}`,
      ...done.replaced.map(
        ({ type, fingerprint: old }) => `  ${sentence('host.replaced', { type, fingerprint: old })}`,
      ),
      ...keyReport(done.keys, context.paint),
      ...nextLines({ message: sentence('host.logIn'), command: `rexflow host check ${name}` }),
    ]);
    return exits.done;
  });

  const check = group
    .command('check')
    .argument('<host>', sentence('host.any'))
    .description(sentence('host.check.help'))
    .option('--all', sentence('host.check.all'))
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
    .argument('<host>', sentence('host.any'))
    .description(sentence('host.changes.help'))
    .option('--since <time>', sentence('host.changes.since'), parseTimestamp)
    .option('-n, --limit <number>', sentence('rows.limit'), parseWholeNumber(1), 100)
    .addHelpText('after', examples('rexflow host changes web-1', 'rexflow host changes web-1 --since 1d --json'));
  serve<[string], { since?: string; limit: number }>(changes, async (context, [name], { since, limit }) => {
    const query = { ...(since === undefined ? {} : { since }), limit: Math.min(limit, 500) };
    const found = await context.client().call('listHostActivity', { path: { name }, query });
    context.answer(found, () =>
      found.items.length === 0
        ? [sentence('host.changes.none', { name: printable(name), since: day(found.since) })]
        : [
            ...table(
              columnHeads('when', 'who', 'done', 'apps', 'outcome', ''),
              found.items.map((item) => [
                ...[day(item.at), item.who, wireWord(item.action), item.apps.join(' ')],
                ...[
                  item.kind !== 'request'
                    ? ''
                    : item.outcome === null
                      ? sentence('host.changes.underWay')
                      : wireWord(item.outcome),
                  aboutOf(item),
                ],
              ]),
            ),
            ...(found.more ? [sentence('host.changes.more', { n: limit * 2 })] : []),
          ],
    );
    return exits.done;
  });
};
