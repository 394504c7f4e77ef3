import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  busyPolicies,
  failurePolicies,
  formats,
  hasFormat,
  type FailurePolicy,
  type TextFormat,
  type WhenBusy,
} from '#contract/lists';
import type { ExitStatus } from '../errors/exits.js';
import type { CliContext } from '../context/cliContext.js';

/** Runs a command with the arguments and options of the command line; gives the exit status. */
export type Work<A extends unknown[], O> = (context: CliContext, args: A, options: O) => Promise<ExitStatus>;
/** Registers the work of a command. */
export type Serve = <A extends unknown[], O extends object>(command: Command, work: Work<A, O>) => void;
/** Adds a command, or some, to the program. */
export type AddCommand = (program: Command, serve: Serve) => void;

/** Examples below the help of a command. */
export const examples = (...lines: string[]): string => `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;

/** A whole number from `least` on. */
export const parseWholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least) return value;
    throw new InvalidArgumentError(`A whole number from ${least} on is expected.`);
  };

/** A number of hosts, or a share of them. */
const parseHostCount =
  (format: TextFormat) =>
  (text: string): number | string => {
    if (hasFormat(format, text)) return text.endsWith('%') ? text : Number(text);
    throw new InvalidArgumentError('A number such as 2, or a share such as 25%, is expected.');
  };

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A length of time such as 90s, 15m, 12h or 30d, in seconds. */
export function parseDuration(text: string): number {
  const [, number, unit] = /^(\d{1,9})([smhd]?)$/.exec(text) ?? [];
  if (number !== undefined) return Number(number) * seconds[unit || 's']!;
  throw new InvalidArgumentError('A length of time such as 90s, 15m, 12h or 30d is expected.');
}

/** A timestamp: a date, a date with its time, or how long ago (2h, 3d). Gives ISO 8601 in UTC. */
export function parseTimestamp(text: string): string {
  const ago = /^\d+[smhd]$/.test(text) ? Date.now() - parseDuration(text) * 1000 : Date.parse(text);
  if (!Number.isNaN(ago)) return new Date(ago).toISOString();
  throw new InvalidArgumentError('A time such as 2026-01-31, 2026-01-31T12:00 or 3h (ago) is expected.');
}

/** Names given apart, or with commas. */
export const namesOf = (words: readonly string[]): string[] =>
  words.flatMap((word) => word.split(',')).filter((name) => name !== '');

export interface TargetOptions {
  leaveOut?: true;
}

/** Adds the option of TargetOptions. */
export const addTargetOptions = (command: Command): Command =>
  command.option('--leave-out', 'leave out what cannot be used and name it, instead of refusing (rexflow problems)');

/** What is asked for, as /v1 has it. */
export const givenTargets = (words: readonly string[], { leaveOut }: TargetOptions) => ({
  apps: namesOf(words),
  ...(leaveOut ? { leaveOut } : {}),
});

/** To be refused is the default. */
const queues = busyPolicies.filter((policy) => policy !== 'refuse');

/** How a request is carried out, as /v1 has it. */
export interface StrategyOptions {
  policy?: FailurePolicy;
  batch?: number | string;
  maxFailures?: number | string;
  confirm?: number;
  queue?: WhenBusy;
}
export interface WaitOptions {
  wait: boolean;
}
export interface RequestOptions extends StrategyOptions, WaitOptions {
  idempotencyKey?: string;
}

/** Adds the options of RequestOptions, or those of StrategyOptions alone. */
export function addStrategyOptions(command: Command, { waits } = { waits: true }): Command {
  const withOptions = command
    .addOption(
      new Option('--policy <policy>', 'what happens to the other hosts when one fails after it was switched').choices(
        failurePolicies,
      ),
    )
    .option('--batch <number|share>', 'hosts switched at a time', parseHostCount(formats.batchSize))
    .option(
      '--max-failures <number|share>',
      'hosts that may fail before the policy applies',
      parseHostCount(formats.hostCount),
    )
    .option(
      '--confirm <seconds>',
      'automatic rollback of a host that is not confirmed well within this time',
      parseWholeNumber(0),
    )
    .addOption(new Option('--queue <how>', 'queue for a locked app; latest replaces what is queued').choices(queues));
  return waits ? addWaitOptions(addKeyOption(withOptions)) : withOptions;
}

const addKeyOption = (command: Command): Command =>
  command.option('--idempotency-key <key>', 'the same key again is the same release, not a second one');

/** Adds the option of WaitOptions. The negative one comes first, since it makes the other the default. */
export const addWaitOptions = (command: Command): Command =>
  command
    .option('--no-wait', 'come back as soon as it is accepted')
    .option('--wait', 'watch until it has ended (default)');

/** The strategy options that were given. */
export function givenStrategy({ policy, batch, maxFailures, confirm, queue }: StrategyOptions): StrategyOptions {
  const all = { policy, batch, maxFailures, confirm, queue };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
