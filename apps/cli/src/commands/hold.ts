import type { HoldView } from '#api';
import { usageError } from '../errors/cliError.js';
import { exits } from '../errors/exits.js';
import { sentence } from '../language/sentence.js';
import { day } from '../output/figures.js';
import { printable } from '../output/width.js';
import { examples, parseDuration, type AddCommand } from './command.js';

interface HoldOptions {
  reason?: string;
  for?: number;
  release?: true;
}

function holdLines({ hold }: HoldView): string[] {
  if (hold === null) return [sentence('hold.none')];
  const { reason, by, until } = hold;
  const since = day(hold.since);
  const is =
    until === null
      ? sentence('hold.is', { by, since, reason })
      : sentence('hold.isUntil', { by, since, until: day(until), reason });
  return [printable(is), sentence('hold.means'), sentence('hold.end')];
}

/** hold */
export const holdCommand: AddCommand = (program, serve) => {
  const command = program
    .command('hold')
    .description(sentence('hold.help'))
    .option('--reason <text>', sentence('hold.reason'))
    .option('--for <time>', sentence('hold.for'), parseDuration)
    .option('--release', sentence('hold.release'))
    .addHelpText(
      'after',
      examples(
        'rexflow hold --reason "the database is moved" --for 2h',
        'rexflow hold --json | jq .hold.reason',
        'rexflow hold --release',
      ),
    );
  serve<[], HoldOptions>(command, async (context, _none, { reason, for: seconds, release }) => {
    if (release && (reason !== undefined || seconds !== undefined)) throw usageError(sentence('hold.alone'));
    if (seconds !== undefined && reason === undefined) throw usageError(sentence('hold.needsReason'));
    const client = context.client();
    const until = seconds === undefined ? {} : { until: new Date(Date.now() + seconds * 1000).toISOString() };
    const found = release
      ? await client.call('deleteHold', {})
      : reason === undefined
        ? await client.call('getHold', {})
        : await client.call('putHold', { body: { reason, ...until } });
    context.answer(found, () => holdLines(found));
    return exits.done;
  });
};
