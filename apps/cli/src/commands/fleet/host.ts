import { InvalidArgumentError } from 'commander';
import type { CallInput } from '#api/client';
import { exits } from '../../errors/exits.js';
import { behindGroup } from '../../fleet/behindGroup.js';
import { changeLines } from '../../fleet/changeLines.js';
import { day } from '../../output/figures.js';
import { printable } from '../../output/width.js';
import { examples, parseDuration, parseWholeNumber, type AddCommand } from '../command.js';

interface HostOptions {
  name?: string;
  address?: string;
  user?: string;
  port?: number;
  jump?: string;
  label?: Record<string, string | null>;
  note?: string;
}

function label(text: string, labels: Record<string, string | null> = {}): Record<string, string | null> {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined) throw new InvalidArgumentError('KEY=VALUE is expected; KEY= takes it away.');
  return { ...labels, [key]: value === '' ? null : value! };
}

const orNull = (text: string): string | null => (text === '' ? null : text);

/** The settings that options name; null takes one away. */
function hostOf({ address, user, port, jump, label: labels, note }: HostOptions) {
  const login = {
    ...(user !== undefined && { user: orNull(user) }),
    ...(port !== undefined && { port }),
    ...(jump !== undefined && { jump: orNull(jump) }),
  };
  return {
    ...(address && { address }),
    ...(Object.keys(login).length > 0 && { login }),
    ...(labels && { labels }),
    ...(note !== undefined && { note: orNull(note) }),
  };
}

type HostBody = CallInput<'putHost'>['body'];

/** host add, show, set, out, in, remove */
export const hostCommands: AddCommand = (program, serve) => {
  const group = program.command('host').helpCommand(false).description('one host');
  const withOptions = (command: ReturnType<typeof group.command>) =>
    command
      .option('--user <name>', 'user to log in as; "" for as config.yml has it')
      .option('--port <number>', 'port of sshd', parseWholeNumber(1))
      .option('--jump <host>', 'name of the host to go through; "" for none')
      .option('--label <key=value>', 'a word to find it by, KEY= takes it away; may be given again', label)
      .option('--note <text>', 'what one should know of it');

  const add = withOptions(group.command('add').argument('<address>', 'host name or address'))
    .description('add a host')
    .option('--name <name>', 'what it is called; its address unless given')
    .addHelpText(
      'after',
      examples('rexflow host add 10.0.0.11 --name web-1 --user deploy', 'rexflow host add db.inner --jump relay'),
    );
  serve<[string], HostOptions>(add, async (context, [address], options) => {
    const name = options.name ?? address;
    const body = { address, ...hostOf(options) } as HostBody;
    const done = await context.client().call('putHost', { path: { name }, body, headers: { 'If-Match': '"none"' } });
    context.answer(done, () => [
      ...changeLines(context, done),
      `next: rexflow app add NAME --group GROUP --host ${printable(name)}, then rexflow doctor NAME`,
    ]);
    return exits.done;
  });

  const show = group.command('show').argument('<host>', 'its name, or its address').description('a host with its apps');
  serve<[string], object>(show, async (context, [name]) => {
    const found = await context.client().call('getHost', { path: { name } });
    const { settings, apps, outage } = found;
    context.answer(found, () => [
      printable(
        `${found.name}  ${settings === null ? 'described nowhere: its apps name it' : JSON.stringify(settings)}`,
      ),
      ...(outage === null
        ? []
        : [
            printable(
              `out of service since ${day(outage.since)}${outage.until === null ? '' : ` until ${day(outage.until)}`}: ${outage.reason} (${outage.by})`,
            ),
          ]),
      `apps: ${printable(apps.join(' ')) || 'none'}`,
    ]);
    return exits.done;
  });

  const set = withOptions(group.command('set').argument('<host>', 'its name'))
    .option('--address <address>', 'host name or address')
    .description('change what is said of a host; what is not named stays')
    .addHelpText('after', examples('rexflow host set web-1 --user deploy --label rack=a7'));
  serve<[string], HostOptions>(set, async (context, [name], options) => {
    const done = await context.client().call('patchHost', { path: { name }, body: hostOf(options) as HostBody });
    context.answer(done, () => changeLines(context, done));
    return exits.done;
  });

  const out = group
    .command('out')
    .argument('<host>', 'its name, or its address')
    .requiredOption('--reason <text>', 'why; the answers of releases say it')
    .option('--for <time>', 'how long: 90s, 15m, 12h, 30d; until it is brought back unless given', parseDuration)
    .description('take a host out of service: releases leave it out and say so')
    .addHelpText('after', examples('rexflow host out web-7 --reason "disk is replaced" --for 4h'));
  serve<[string], { reason: string; for?: number }>(out, async (context, [name], { reason, for: seconds }) => {
    const until = seconds === undefined ? {} : { until: new Date(Date.now() + seconds * 1000).toISOString() };
    const client = context.client();
    const done = await client.call('putOutage', { path: { name }, body: { reason, ...until } });
    const { apps } = await client.call('getHost', { path: { name } });
    const { items } = await client.call('listLeases');
    const under = items.filter(({ app }) => apps.includes(app));
    context.answer({ ...done, under }, () => [
      ...changeLines(context, done),
      // What began before goes on with the hosts it began with.
      ...under.map(({ app, release, action, caller }) =>
        printable(`${app} is in hand: ${action} by ${caller} goes on with it; to end that: rexflow cancel ${release}`),
      ),
    ]);
    return exits.done;
  });

  const back = group
    .command('in')
    .argument('<host>', 'its name, or its address')
    .description('bring a host back into service; it runs what it ran before')
    .addHelpText('after', examples('rexflow host in web-7'));
  serve<[string], object>(back, async (context, [name]) => {
    const client = context.client();
    const done = await client.call('deleteOutage', { path: { name } });
    const { apps } = await client.call('getHost', { path: { name } });
    const behind = await behindGroup(client, apps);
    context.answer({ ...done, behind: behind.map(([release, of]) => ({ release, apps: of })) }, () => [
      ...changeLines(context, done),
      ...behind.map(([release, of]) =>
        printable(
          `${of.join(', ')}: most of the group runs ${release}; next: rexflow status ${release}, then release the same to ${of.join(',')}`,
        ),
      ),
    ]);
    return exits.done;
  });

  const remove = group.command('remove').argument('<host>', 'its name').description('remove a host without apps');
  serve<[string], object>(remove, async (context, [name]) => {
    const done = await context.client().call('deleteHost', { path: { name } });
    context.answer(done, () => changeLines(context, done));
    return exits.done;
  });
};
