import { closeSync, openSync, writeSync } from 'node:fs';
import { exits } from '../errors/exits.js';
import { day } from '../output/figures.js';
import { table } from '../output/table.js';
import { examples, parseDuration, type AddCommand } from './command.js';

/** tokens list, create, delete */
export const tokenCommands: AddCommand = (program, serve) => {
  const group = program.command('tokens').helpCommand(false).description('access tokens, for people and programs');
  const list = group.command('list').description('list the tokens that are valid, newest first');
  serve(list, async (context) => {
    const found = await context.client().call('listTokens');
    context.answer(found, () =>
      table(
        ['id', 'name', 'user', 'created', 'until'],
        found.items.map(({ id, name, user, createdAt, expiresAt }) => [
          ...[id, name ?? '(login)', user, day(createdAt), day(expiresAt)],
        ]),
      ),
    );
    return exits.done;
  });

  const create = group
    .command('create')
    .argument('<name>', 'what it is for')
    .description('create a token for a program; it is shown this once, or written to a file nobody else may read')
    .option('--life <time>', 'how long it is valid: 90s, 15m, 12h, 30d', parseDuration, 30 * 86_400)
    .option('--file <path>', 'write the token there instead of to stdout')
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
      file === undefined ? [token] : [`the token ${rest.id} is in ${file}, valid until ${day(rest.expiresAt)}`],
    );
    return exits.done;
  });

  const end = group.command('delete').argument('<id>', 'as tokens list shows it').description('end a token');
  serve<[string], object>(end, async (context, [id]) => {
    await context.client().call('deleteToken', { path: { id } });
    context.answer({ id, ended: true }, () => [`the token ${id} has ended`]);
    return exits.done;
  });
};
