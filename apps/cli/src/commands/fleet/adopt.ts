import type { AdoptionView } from '#api';
import { quote } from '#shell';
import type { CliContext } from '../../context/cliContext.js';
import { CliError, usageError } from '../../errors/cliError.js';
import { exits } from '../../errors/exits.js';
import { changeLines } from '../../fleet/changeLines.js';
import { enumerated, sentence } from '../../language/sentence.js';
import { listAtTerminal, wholeAtTerminal } from '../../language/statementAtTerminal.js';
import { promptUser } from '../../output/promptUser.js';
import { printable } from '../../output/width.js';
import { examples, namesOf, type AddCommand } from '../command.js';

type Item = AdoptionView['items'][number];

const names = { capistrano: 'Capistrano', deployer: 'Deployer', ansistrano: 'Ansistrano', spug: 'Spug' } as const;

/** What was found for one app. */
function itemLines(item: Item, { paint }: CliContext): string[] {
  const { app, host, layout, refused, statement } = item;
  if (layout === null) {
    const why = wholeAtTerminal({ message: refused ?? '', statement: statement ?? undefined });
    return [`${paint.red('✗')} ${printable(`${app} (${host}): ${why}`)}`];
  }
  const { tool, link, seen, releases, count: n, live, kept, shared, leftovers } = layout;
  const lines = [
    sentence('adopt.seen', { files: enumerated(seen) }),
    sentence('adopt.live', { live }),
    sentence('adopt.releases', { releases, n }),
    ...(kept === null || shared.length === 0 ? [] : [sentence('adopt.kept', { kept, paths: enumerated(shared) })]),
    sentence('adopt.leftovers', { paths: enumerated(leftovers) }),
  ];
  return [
    `${paint.green('✓')} ${printable(sentence('adopt.is', { app, host, link, tool: names[tool] }))}`,
    ...lines.map((line) => `    ${printable(line)}`),
    ...listAtTerminal(item.notes, item.statements).map((note) => `  ${paint.yellow('!')} ${printable(note)}`),
  ];
}

/** What was found, and what is to be set. */
async function planLines(found: AdoptionView, context: CliContext): Promise<string[]> {
  const items = found.items.flatMap((item) => itemLines(item, context));
  if (found.plan === null)
    return [
      ...items,
      '',
      context.paint.red(sentence('adopt.unfit')),
      ...listAtTerminal(found.problems, found.statements).map((one) => `  ${printable(one)}`),
    ];
  const { writeFleet } = await import('#fleet');
  // Its first line is for editors of whole files.
  const text = writeFleet(found.fleet as Parameters<typeof writeFleet>[0]);
  const lines = found.changes.length === 0 ? [] : text.trimEnd().split('\n').slice(1);
  return [
    ...items,
    '',
    sentence(found.changes.length === 0 ? 'adopt.nothing' : 'adopt.lines'),
    ...lines.map((line) => `  ${printable(line)}`),
  ];
}

/** Asks before it is set. Throws CliError where nobody can be asked, or somebody says no. */
async function confirm(context: CliContext, plan: string): Promise<void> {
  if (!process.stdin.isTTY || context.json) throw usageError(sentence('adopt.unasked', { plan }));
  const answer = await promptUser(`${sentence('adopt.ask')} `, { secret: false });
  if (answer.trim() !== 'yes') throw new CliError(exits.refused, sentence('apply.nothing'));
}

interface AdoptOptions {
  at?: string;
  apply?: true;
  plan?: string;
}

/** adopt */
export const adoptCommand: AddCommand = (program, serve) => {
  const command = program
    .command('adopt')
    .argument('<apps...>', sentence('apps.named'))
    .description(sentence('adopt.help'))
    .option('--at <path>', sentence('adopt.at'))
    .option('--apply', sentence('adopt.apply'))
    .option('--plan <hash>', sentence('adopt.plan'))
    .addHelpText(
      'after',
      examples(
        'rexflow adopt shop',
        'rexflow adopt shop --at /srv/shop',
        'rexflow adopt shop --apply',
        'rexflow adopt shop --apply --plan HASH',
      ),
    );
  serve<[string[]], AdoptOptions>(command, async (context, [apps], { at, apply, plan }) => {
    if (plan !== undefined && !apply) throw usageError(sentence('adopt.alone'));
    const client = context.client();
    const asked = { apps: namesOf(apps), ...(at === undefined ? {} : { at }) };
    const found = await client.call('createAdoption', { body: plan === undefined ? asked : { ...asked, apply: plan } });
    if (!apply || plan !== undefined || found.plan === null) {
      const lines = await planLines(found, context);
      const shown = [...asked.apps.map(quote), ...(at === undefined ? [] : ['--at', quote(at)])].join(' ');
      context.answer(found, () => {
        if (found.applied)
          return [...changeLines(context, { ...found, tag: '', leftOut: [], statements: [] }), done(asked.apps)];
        const next = `rexflow adopt ${shown} --apply --plan ${found.plan}`;
        const more =
          found.plan === null || found.changes.length === 0 ? [] : ['', sentence('adopt.next', { command: next })];
        return [...lines, ...more.map(printable)];
      });
      return found.plan === null ? exits.amiss : exits.done;
    }
    if (!context.json) (await planLines(found, context)).forEach((line) => context.say(line));
    if (found.changes.length > 0) await confirm(context, found.plan);
    const set = await client.call('createAdoption', { body: { ...asked, apply: found.plan } });
    context.answer(set, () => [
      ...changeLines(context, { ...set, tag: '', leftOut: [], statements: [] }),
      done(asked.apps),
    ]);
    return exits.done;
  });
};

const done = (apps: readonly string[]): string => printable(sentence('adopt.done', { apps: apps.join(' ') }));
