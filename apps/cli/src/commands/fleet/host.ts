import type { AnswerOf } from '#api/client';
import { exits } from '../../errors/exits.js';
import { behindGroup, behindLines } from '../../fleet/behindGroup.js';
import { changeLines } from '../../fleet/changeLines.js';
import { day } from '../../output/figures.js';
import { printable } from '../../output/width.js';
import { examples, parseDuration, type AddCommand } from '../command.js';
import { hostAddCommand } from './hostAdd.js';
import { hostLookCommands } from './hostLooks.js';
import { hostOptions, settingsOfHost, type HostBody, type HostOptions } from './hostOptions.js';

type Entry = AnswerOf<'getHost'>;

/** A host as people read it. */
function hostLines({ name, settings, apps, outage }: Entry, now: number): string[] {
  const login = settings?.login ?? {};
  const facts: [string, string | undefined][] =
    settings === null
      ? [['described', 'nowhere: its apps name it']]
      : [
          ['address', settings.address],
          ['user', login.user ?? 'as config.yml has it'],
          ['port', String(login.port ?? 'as config.yml has it')],
          ['by', login.jump],
          [
            'labels',
            Object.entries(settings.labels ?? {})
              .map(([key, value]) => `${key}=${value}`)
              .join(' ') || undefined,
          ],
          ['note', settings.note],
        ];
  const lines = [...facts, ['apps', apps.join(' ') || 'none'] as const];
  const state = outage === null ? 'in service' : `out of service since ${outageText(outage, now)}`;
  return [
    printable(`${name}  ${state}`),
    ...lines.flatMap(([key, value]) => (value === undefined ? [] : [printable(`  ${key.padEnd(9)} ${value}`)])),
    printable(`next: rexflow host check ${name}, rexflow host changes ${name}`),
  ];
}

function outageText({ since, until, reason, by }: NonNullable<Entry['outage']>, now: number): string {
  const end = until === null ? '' : ` until ${day(until)}${Date.parse(until) < now ? ' (over)' : ''}`;
  return `${day(since)}${end}: ${reason} (${by})`;
}

/** host add, key, check, changes, show, set, out, in, remove */
export const hostCommands: AddCommand = (program, serve) => {
  const group = program.command('host').helpCommand(false).description('one host');
  hostAddCommand(group, serve);
  hostLookCommands(group, serve);

  const show = group.command('show').argument('<host>', 'its name, or its address').description('a host with its apps');
  serve<[string], object>(show, async (context, [name]) => {
    const found = await context.client().call('getHost', { path: { name } });
    context.answer(found, () => hostLines(found, Date.now()));
    return exits.done;
  });

  const set = hostOptions(group.command('set').argument('<host>', 'its name'))
    .option('--address <address>', 'host name or address')
    .description('change what is said of a host; what is not named stays')
    .addHelpText('after', examples('rexflow host set web-1 --user deploy --label rack=a7'));
  serve<[string], HostOptions>(set, async (context, [name], options) => {
    const done = await context
      .client()
      .call('patchHost', { path: { name }, body: settingsOfHost(options) as HostBody });
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
      `${printable(name)} is out of service: releases leave it out; next: rexflow host in ${printable(name)}, when it is back`,
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
    context.answer({ ...done, behind }, () => [
      ...changeLines(context, done),
      ...(done.changes.length > 0 ? [`${printable(name)} is in service: releases go to it again`] : []),
      ...behind.flatMap(behindLines).map(printable),
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
