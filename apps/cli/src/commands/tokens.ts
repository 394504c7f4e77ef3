import { closeSync, openSync, writeSync } from 'node:fs';
import { exits } from '../errors/exits.js';
import { columnHeads, sentence } from '../language/sentence.js';
import { day } from '../output/figures.js';
import { table } from '../output/table.js';
import { examples, parseDuration, type AddCommand } from './command.js';

/** tokens list, create, delete */
export const tokenCommands: AddCommand = (program, serve) => {
  const group = program.command('tokens').helpCommand(false).description(sentence('tokens.help'));
  const list = group.command('list').description(sentence('tokens.list.help'));
  serve(list, async (context) => {
    const found = await context.client().call('listTokens');
    context.answer(found, () =>
      table(
        columnHeads('id', 'name', 'user', 'created', 'until'),
        found.items.map(({ id, name, user, createdAt, expiresAt }) => [
          ...[id, name ?? sentence('tokens.ofLogin'), user, day(createdAt), day(expiresAt)],
        ]),
      ),
    );
    return exits.done;
  });

  const create = group
    .command('create')
    .argument('<name>', sentence('tokens.create.name'))
    .description(sentence('tokens.create.help'))
    .option('--life <time>', sentence('tokens.create.life'), parseDuration, 30 * 86_400)
    .option('--file <path>', sentence('tokens.create.file'))
    .addHelpText('after', examples('rexflow tokens create "gitlab, web" --life 365d --file rexflow.token'));
  serve<[string], { life: number; file?: string }>(create, async (context, [name], { life: seconds, file }) => {
    // Opened first: a token that can be written nowhere is not to be created.
    const open = file === undefined ? null : openSync(file, 'wx', 0o600);
    const { token, ...rest } = await context.client().call('createToken', { body: { name, life: seconds } });
    if (open !== null) {
      writeSync(open, `${token}\n`);
      closeSync(open);
    }
    context.answer(file === undefined ? { ...rest, token } : { ...rest, file }, () =>
      file === undefined
        ? [token]
        : [sentence('tokens.create.done', { id: rest.id, file, until: day(rest.expiresAt) })],
    );
    return exits.done;
  });

  const end = group
    .command('delete')
    .argument('<id>', sentence('tokens.delete.id'))
    .description(sentence('tokens.delete.help'));
  serve<[string], object>(end, async (context, [id]) => {
    await context.client().call('deleteToken', { path: { id } });
    context.answer({ id, ended: true }, () => [sentence('tokens.delete.done', { id })]);
    return exits.done;
  });
};
