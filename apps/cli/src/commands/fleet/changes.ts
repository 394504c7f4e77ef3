import { listAll } from '#api/client';
import { exits } from '../../errors/exits.js';
import { day } from '../../output/figures.js';
import { table } from '../../output/table.js';
import { examples, parseWholeNumber, type AddCommand } from '../command.js';
import { columnHeads, sentence } from '../../language/sentence.js';
import { wireWord } from '../../language/word.js';

interface ChangesOptions {
  app?: string;
  group?: string;
  host?: string;
  limit: number;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** changes */
export const changesCommand: AddCommand = (program, serve) => {
  const command = program
    .command('changes')
    .description(sentence('changes.help'))
    .option('--app <name>', sentence('logs.app'))
    .option('--group <name>', sentence('changes.group'))
    .option('--host <name>', sentence('changes.host'))
    .option('-n, --limit <number>', sentence('rows.limit'), parseWholeNumber(1), 50)
    .addHelpText('after', examples('rexflow changes --app web1', 'rexflow changes -n 5 --json'));
  serve<[], ChangesOptions>(command, async (context, _args, { app, group, host, limit }) => {
    const kind = app !== undefined ? 'app' : group !== undefined ? 'group' : host !== undefined ? 'host' : undefined;
    const found = await listAll(
      context.client(),
      'listChanges',
      { query: { kind, name: app ?? group ?? host } },
      limit,
    );
    context.answer(found, () =>
      table(
        columnHeads('when', 'who', 'what', 'name', '', 'settings'),
        found.items.map(({ at, author, change }) => [
          ...[day(at), author, wireWord(change.kind), change.name, wireWord(change.change)],
          change.values.map(({ key, before, after }) => `${key}: ${text(before)} -> ${text(after)}`).join('; '),
        ]),
      ),
    );
    return exits.done;
  });
};
