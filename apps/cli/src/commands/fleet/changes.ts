import { listAll } from '#api/client';
import { exits } from '../../errors/exits.js';
import { day } from '../../output/figures.js';
import { table } from '../../output/table.js';
import { examples, parseWholeNumber, type AddCommand } from '../command.js';

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
    .description('list what was changed in the catalogue, by whom, newest first')
    .option('--app <name>', 'only of this app')
    .option('--group <name>', 'only of this group')
    .option('--host <name>', 'only of this host')
    .option('-n, --limit <number>', 'maximum number of rows', parseWholeNumber(1), 50)
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
        ['when', 'who', 'what', 'name', '', 'settings'],
        found.items.map(({ at, author, change }) => [
          ...[day(at), author, change.kind, change.name, change.change],
          change.values.map(({ key, before, after }) => `${key}: ${text(before)} -> ${text(after)}`).join('; '),
        ]),
      ),
    );
    return exits.done;
  });
};
