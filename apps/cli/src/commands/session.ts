import { forgetToken, keepCaller } from '#config/caller';
import { openApi } from '../api/api.js';
import { asBase } from '../api/address.js';
import { misused } from '../errors/ending.js';
import { exits } from '../errors/exits.js';
import { ask, readStdin } from '../output/ask.js';
import { day } from '../output/figures.js';
import { examples, type AddCommand } from './command.js';

interface LoginOptions {
  user?: string;
  passwordStdin?: true;
}

/** login, logout, whoami */
export const session: AddCommand = (program, serve) => {
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
  serve<[string | undefined], LoginOptions>(login, async (house, [given], { user, passwordStdin }) => {
    const url = given ?? house.caller.url;
    if (url === null) throw misused('no gateway is known: rexflow login URL');
    const base = asBase(url);
    if (base === null) throw misused(`"${url}" is no address: http://HOST:PORT is expected`);
    if (user === undefined && passwordStdin) throw misused('--password-stdin needs -u NAME');
    const username = user ?? (await ask('user: ', { secret: false }));
    const password = passwordStdin ? await readStdin() : await ask(`password of ${username}: `, { secret: true });
    const {
      token,
      expiresAt,
      user: known,
    } = await openApi(base, null).ask('createSession', {
      body: { username, password },
    });
    keepCaller({ url: base, token });
    house.answer({ url: base, user: known, expiresAt }, () => [
      `signed in at ${base} as ${known.name} until ${day(expiresAt)}`,
    ]);
    if (house.caller.fromEnvironment) house.note('rexflow: REXFLOW_TOKEN is set and goes before what was kept now');
    return exits.done;
  });

  const logout = program.command('logout').description('end the token and forget it');
  serve(logout, async (house) => {
    if (house.caller.fromEnvironment)
      throw misused('the token comes from REXFLOW_TOKEN: end it with rexflow tokens delete');
    try {
      if (house.caller.token !== null) await house.api().ask('endSession');
    } finally {
      forgetToken();
    }
    house.answer({ signedOut: true }, () => ['signed out']);
    return exits.done;
  });

  const whoami = program.command('whoami').description('show who asks, and where');
  serve(whoami, async (house) => {
    const api = house.api();
    const me = await api.ask('getMe');
    house.answer({ url: api.base, ...me }, () => [
      `${me.user.name} (${me.user.role}) at ${api.base}, until ${day(me.expiresAt)}`,
    ]);
    return exits.done;
  });
};
