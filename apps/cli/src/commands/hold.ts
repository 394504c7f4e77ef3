import type { HoldView } from '#api';
import { usageError } from '../errors/cliError.js';
import { exits } from '../errors/exits.js';
import { day } from '../output/figures.js';
import { printable } from '../output/width.js';
import { examples, parseDuration, type AddCommand } from './command.js';

interface HoldOptions {
  reason?: string;
  for?: number;
  release?: true;
}

function holdLines({ hold }: HoldView): string[] {
  if (hold === null) return ['not held: releases begin'];
  const { reason, by, since, until } = hold;
  const end = until === null ? '' : ` until ${day(until)}`;
  return [
    printable(`held by ${by} since ${day(since)}${end}: ${reason}`),
    'nothing begins that changes hosts; what is under way stops before its next batch',
    'end it with: rexflow hold --release',
  ];
}

/** hold */
export const holdCommand: AddCommand = (program, serve) => {
  const command = program
    .command('hold')
    .description('hold the whole installation, end that, or show whether it is held')
    .option('--reason <text>', 'hold it, and why; whoever is refused is told')
    .option('--for <time>', 'how long: 90s, 15m, 12h, 30d; until it is ended unless given', parseDuration)
    .option('--release', 'end the hold: what waited for it goes on')
    .addHelpText(
      'after',
      examples(
        'rexflow hold --reason "the database is moved" --for 2h',
        'rexflow hold --json | jq .hold.reason',
        'rexflow hold --release',
      ),
    );
  serve<[], HoldOptions>(command, async (context, _none, { reason, for: seconds, release }) => {
    if (release && (reason !== undefined || seconds !== undefined))
      throw usageError('--release ends the hold: give it alone');
    if (seconds !== undefined && reason === undefined) throw usageError('--for goes with --reason, which says why');
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
