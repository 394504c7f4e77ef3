import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  busyPolicies,
  driftPolicies,
  failurePolicies,
  formats,
  hasFormat,
  type FailurePolicy,
  type OnDrift,
  type TextFormat,
  type WhenBusy,
} from '#contract/lists';
import type { ExitStatus } from '../errors/exits.js';
import type { CliContext } from '../context/cliContext.js';
import { sentence } from '../language/sentence.js';

/** Runs a command with the arguments and options of the command line; gives the exit status. */
export type Work<A extends unknown[], O> = (context: CliContext, args: A, options: O) => Promise<ExitStatus>;
/** Registers the work of a command. */
export type Serve = <A extends unknown[], O extends object>(command: Command, work: Work<A, O>) => void;
/** Adds a command, or some, to the program. */
export type AddCommand = (program: Command, serve: Serve) => void;

/** Examples below the help of a command. */
export const examples = (...lines: string[]): string =>
  `\n${sentence('program.examples')}\n${lines.map((line) => `  ${line}`).join('\n')}`;

/** A whole number from `least` on. */
export const parseWholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least) return value;
    throw new InvalidArgumentError(sentence('value.number', { least }));
  };

/** A number of hosts, or a share of them. */
const parseHostCount =
  (format: TextFormat) =>
  (text: string): number | string => {
    if (hasFormat(format, text)) return text.endsWith('%') ? text : Number(text);
    throw new InvalidArgumentError(sentence('value.hosts'));
  };

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A length of time such as 90s, 15m, 12h or 30d, in seconds. */
export function parseDuration(text: string): number {
  const [, number, unit] = /^(\d{1,9})([smhd]?)$/.exec(text) ?? [];
  if (number !== undefined) return Number(number) * seconds[unit || 's']!;
  throw new InvalidArgumentError(sentence('value.time'));
}

/** A timestamp: a date, a date with its time, or how long ago (2h, 3d). Gives ISO 8601 in UTC. */
export function parseTimestamp(text: string): string {
  const ago = /^\d+[smhd]$/.test(text) ? Date.now() - parseDuration(text) * 1000 : Date.parse(text);
  if (!Number.isNaN(ago)) return new Date(ago).toISOString();
  throw new InvalidArgumentError(sentence('value.when'));
}

/** Names given apart, or with commas. */
export const namesOf = (words: readonly string[]): string[] =>
  words.flatMap((word) => word.split(',')).filter((name) => name !== '');

export interface TargetOptions {
  leaveOut?: true;
}

/** Adds the option of TargetOptions. */
export const addTargetOptions = (command: Command): Command =>
  command.option('--leave-out', sentence('option.leaveOut'));

/** What is asked for, as /v1 has it. */
export const givenTargets = (words: readonly string[], { leaveOut }: TargetOptions) => ({
  apps: namesOf(words),
  ...(leaveOut ? { leaveOut } : {}),
});

/** To be refused is the default. */
const queues = busyPolicies.filter((policy) => policy !== 'refuse');

/** What becomes of files that were changed by hand. */
export interface DriftOptions {
  onDrift?: OnDrift;
}

/** Adds the option of DriftOptions. */
export const addDriftOption = (command: Command): Command =>
  command.addOption(new Option('--on-drift <how>', sentence('option.onDrift')).choices(driftPolicies));

/** What becomes of files that were changed by hand, where it was given. */
export const givenDrift = ({ onDrift }: DriftOptions): DriftOptions => (onDrift === undefined ? {} : { onDrift });

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
    .addOption(new Option('--policy <policy>', sentence('option.policy')).choices(failurePolicies))
    .option('--batch <number|share>', sentence('option.batch'), parseHostCount(formats.batchSize))
    .option('--max-failures <number|share>', sentence('option.maxFailures'), parseHostCount(formats.hostCount))
    .option('--confirm <seconds>', sentence('option.confirm'), parseWholeNumber(0))
    .addOption(new Option('--queue <how>', sentence('option.queue')).choices(queues));
  return waits ? addWaitOptions(addKeyOption(withOptions)) : withOptions;
}

const addKeyOption = (command: Command): Command => command.option('--idempotency-key <key>', sentence('option.key'));

/** Adds the option of WaitOptions. The negative one comes first, since it makes the other the default. */
export const addWaitOptions = (command: Command): Command =>
  command.option('--no-wait', sentence('option.noWait')).option('--wait', sentence('option.wait'));

/** The strategy options that were given. */
export function givenStrategy({ policy, batch, maxFailures, confirm, queue }: StrategyOptions): StrategyOptions {
  const all = { policy, batch, maxFailures, confirm, queue };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
