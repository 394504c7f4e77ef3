import { forgetToken, keepCaller } from '#config/caller';
import { openClient } from '../api/openClient.js';
import { asBase } from '../api/address.js';
import { usageError } from '../errors/cliError.js';
import { exits } from '../errors/exits.js';
import { promptUser, readStdin } from '../output/promptUser.js';
import { day } from '../output/figures.js';
import { examples, type AddCommand } from './command.js';

interface LoginOptions {
  user?: string;
  passwordStdin?: true;
}

/** login, logout, whoami */
export const sessionCommands: AddCommand = (program, serve) => {
  const login = program
    .command('login')
    .argument('[url]', 'address of the gateway, as http://10.0.0.1:3000; the one in use if absent')
    .description('sign in and keep the token for the next calls')
    .option('-u, --user <name>', 'user name; asked for if absent')
    .option('--password-stdin', 'take the password from stdin instead of asking for it')
    .addHelpText(
      'after',
      examples(
        'rexflow login http://10.0.0.1:3000 -u admin',
        'pass show rexflow | rexflow login -u ci --password-stdin',
      ),
    );
  serve<[string | undefined], LoginOptions>(login, async (context, [given], { user, passwordStdin }) => {
    const url = given ?? context.caller.url;
    if (url === null) throw usageError('no gateway is known: rexflow login URL');
    const base = asBase(url);
    if (base === null) throw usageError(`"${url}" is no address: http://HOST:PORT is expected`);
    if (user === undefined && passwordStdin) throw usageError('--password-stdin needs -u NAME');
    const username = user ?? (await promptUser('user: ', { secret: false }));
    const password = passwordStdin
      ? await readStdin()
      : await promptUser(`password of ${username}: `, { secret: true });
    const {
      token,
      expiresAt,
      user: known,
    } = await openClient(base, null).call('createSession', {
      body: { username, password },
    });
    keepCaller({ url: base, token });
    context.answer({ url: base, user: known, expiresAt }, () => [
      `signed in at ${base} as ${known.name} until ${day(expiresAt)}`,
    ]);
    if (context.caller.fromEnvironment) context.note('rexflow: REXFLOW_TOKEN is set and goes before what was kept now');
    return exits.done;
  });

  const logout = program.command('logout').description('end the token and forget it');
  serve(logout, async (context) => {
    if (context.caller.fromEnvironment)
      throw usageError('the token comes from REXFLOW_TOKEN: end it with rexflow tokens delete');
    try {
      if (context.caller.token !== null) await context.client().call('endSession');
    } finally {
      forgetToken();
    }
    context.answer({ signedOut: true }, () => ['signed out']);
    return exits.done;
  });

  const whoami = program.command('whoami').description('show the user and the gateway in use');
  serve(whoami, async (context) => {
    const client = context.client();
    const me = await client.call('getMe');
    context.answer({ url: client.base, ...me }, () => [
      `${me.user.name} (${me.user.role}) at ${client.base}, until ${day(me.expiresAt)}`,
    ]);
    return exits.done;
  });
};
