import type { AnswerOf } from '#api/client';
import { exits } from '../../errors/exits.js';
import { behindGroup, behindLines } from '../../fleet/behindGroup.js';
import { changeLines } from '../../fleet/changeLines.js';
import { day } from '../../output/figures.js';
import { padEnd, printable } from '../../output/width.js';
import { examples, parseDuration, type AddCommand } from '../command.js';
import { hostAddCommand } from './hostAdd.js';
import { hostLookCommands } from './hostLooks.js';
import { hostOptions, settingsOfHost, type HostBody, type HostOptions } from './hostOptions.js';
import { sentence, type MessageId } from '../../language/sentence.js';
import { wireWord } from '../../language/word.js';

type Entry = AnswerOf<'getHost'>;

/** A fact of a host behind its name; nothing where it has no value. */
function factLine(name: MessageId & `host.${string}`, value: string | undefined): string[] {
  return value === undefined ? [] : [printable(`  ${padEnd(sentence(name as 'host.address'), 9)} ${value}`)];
}

/** A host as people read it. */
function hostLines({ name, settings, apps, outage }: Entry, now: number): string[] {
  const login = settings?.login ?? {};
  const labels = Object.entries(settings?.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  const facts =
    settings === null
      ? factLine('host.described', sentence('host.nowhere'))
      : [
          ...factLine('host.address', settings.address),
          ...factLine('host.user', login.user ?? sentence('host.fromConfig')),
          ...factLine('host.port', String(login.port ?? sentence('host.fromConfig'))),
          ...factLine('host.by', login.jump),
          ...factLine('host.labels', labels.join(' ') || undefined),
          ...factLine('host.note', settings.note),
        ];
  return [
    printable(`${name}  ${outage === null ? sentence('host.inService') : outageText(outage, now)}`),
    ...facts,
    ...factLine('host.apps', apps.join(' ') || sentence('names.none')),
    printable(sentence('host.next', { name })),
  ];
}

function outageText({ since: at, until: end, reason, by }: NonNullable<Entry['outage']>, now: number): string {
  const since = day(at);
  if (end === null) return sentence('host.outSince', { since, reason, by });
  return sentence(Date.parse(end) < now ? 'host.outOver' : 'host.outUntil', { since, until: day(end), reason, by });
}

/** host add, key, check, changes, show, set, out, in, remove */
export const hostCommands: AddCommand = (program, serve) => {
  const group = program.command('host').helpCommand(false).description(sentence('host.help'));
  hostAddCommand(group, serve);
  hostLookCommands(group, serve);

  const show = group.command('show').argument('<host>', sentence('host.any')).description(sentence('host.show.help'));
  serve<[string], object>(show, async (context, [name]) => {
    const found = await context.client().call('getHost', { path: { name } });
    context.answer(found, () => hostLines(found, Date.now()));
    return exits.done;
  });

  const set = hostOptions(group.command('set').argument('<host>', sentence('app.name')))
    .option('--address <address>', sentence('host.set.address'))
    .description(sentence('host.set.help'))
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
    .argument('<host>', sentence('host.any'))
    .requiredOption('--reason <text>', sentence('host.out.reason'))
    .option('--for <time>', sentence('host.out.for'), parseDuration)
    .description(sentence('host.out.help'))
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
      sentence('host.out.done', { name: printable(name) }),
      // What has begun to be switched there is finished.
      ...under.map(({ app, release, action, caller }) =>
        printable(sentence('host.out.inHand', { app, action: wireWord(action), caller, release })),
      ),
    ]);
    return exits.done;
  });

  const back = group
    .command('in')
    .argument('<host>', sentence('host.any'))
    .description(sentence('host.in.help'))
    .addHelpText('after', examples('rexflow host in web-7'));
  serve<[string], object>(back, async (context, [name]) => {
    const client = context.client();
    const done = await client.call('deleteOutage', { path: { name } });
    const { apps } = await client.call('getHost', { path: { name } });
    const behind = await behindGroup(client, apps);
    context.answer({ ...done, behind }, () => [
      ...changeLines(context, done),
      ...(done.changes.length > 0 ? [sentence('host.in.done', { name: printable(name) })] : []),
      ...behind.flatMap(behindLines).map(printable),
    ]);
    return exits.done;
  });

  const remove = group
    .command('remove')
    .argument('<host>', sentence('app.name'))
    .description(sentence('host.remove.help'));
  serve<[string], object>(remove, async (context, [name]) => {
    const done = await context.client().call('deleteHost', { path: { name } });
    context.answer(done, () => changeLines(context, done));
    return exits.done;
  });
};
