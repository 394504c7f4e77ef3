import { forgetToken, keepCaller } from '#config/caller';
import { openClient } from '../api/openClient.js';
import { asBase } from '../api/address.js';
import { usageError } from '../errors/cliError.js';
import { exits } from '../errors/exits.js';
import { sentence } from '../language/sentence.js';
import { promptUser, readStdin } from '../output/promptUser.js';
import { day } from '../output/figures.js';
import { examples, type AddCommand } from './command.js';
import { wireWord } from '../language/word.js';

interface LoginOptions {
  user?: string;
  passwordStdin?: true;
}

/** login, logout, whoami */
export const sessionCommands: AddCommand = (program, serve) => {
  const login = program
    .command('login')
    .argument('[url]', sentence('login.url'))
    .description(sentence('login.help'))
    .option('-u, --user <name>', sentence('login.user'))
    .option('--password-stdin', sentence('login.stdin'))
    .addHelpText(
      'after',
      examples(
        'rexflow login http://10.0.0.1:3000 -u admin',
        'pass show rexflow | rexflow login -u ci --password-stdin',
      ),
    );
  serve<[string | undefined], LoginOptions>(login, async (context, [given], { user, passwordStdin }) => {
    const url = given ?? context.caller.url;
    if (url === null) throw usageError(sentence('gateway.none'));
    const base = asBase(url);
    if (base === null) throw usageError(sentence('gateway.noAddress', { url }));
    if (user === undefined && passwordStdin) throw usageError(sentence('login.needsUser'));
    const username = user ?? (await promptUser(sentence('login.askUser'), { secret: false }));
    const password = passwordStdin
      ? await readStdin()
      : await promptUser(sentence('login.askPassword', { user: username }), { secret: true });
    const {
      token,
      expiresAt,
      user: known,
    } = await openClient(base, null).call('createSession', {
      body: { username, password },
    });
    keepCaller({ url: base, token });
    context.answer({ url: base, user: known, expiresAt }, () => [
      sentence('login.done', { base, user: known.name, until: day(expiresAt) }),
    ]);
    if (context.caller.fromEnvironment) context.note(`rexflow: ${sentence('login.fromEnvironment')}`);
    return exits.done;
  });

  const logout = program.command('logout').description(sentence('logout.help'));
  serve(logout, async (context) => {
    if (context.caller.fromEnvironment) throw usageError(sentence('logout.fromEnvironment'));
    try {
      if (context.caller.token !== null) await context.client().call('endSession');
    } finally {
      forgetToken();
    }
    context.answer({ signedOut: true }, () => [sentence('logout.done')]);
    return exits.done;
  });

  const whoami = program.command('whoami').description(sentence('whoami.help'));
  serve(whoami, async (context) => {
    const client = context.client();
    const me = await client.call('getMe');
    context.answer({ url: client.base, ...me }, () => [
      sentence('whoami.is', {
        user: me.user.name,
        role: wireWord(me.user.role),
        base: client.base,
        until: day(me.expiresAt),
      }),
    ]);
    return exits.done;
  });
};
