import { InvalidArgumentError, type Command } from 'commander';
import type { CallInput } from '#api/client';
import { parseWholeNumber } from '../command.js';
import { sentence } from '../../language/sentence.js';

/** What is said of a host on the command line. */
export interface HostOptions {
  name?: string;
  address?: string;
  user?: string;
  port?: number;
  jump?: string;
  label?: Record<string, string | null>;
  note?: string;
}

export type HostBody = CallInput<'putHost'>['body'];

function label(text: string, labels: Record<string, string | null> = {}): Record<string, string | null> {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined) throw new InvalidArgumentError(sentence('value.label'));
  return { ...labels, [key]: value === '' ? null : value! };
}

const orNull = (text: string): string | null => (text === '' ? null : text);

/** The settings that options name; null takes one away. */
export function settingsOfHost({ address, user, port, jump, label: labels, note }: HostOptions) {
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

/** Adds the options of HostOptions, apart from name and address. */
export const hostOptions = (command: Command): Command =>
  command
    .option('--user <name>', sentence('host.option.user'))
    .option('--port <number>', sentence('host.option.port'), parseWholeNumber(1))
    .option('--jump <host>', sentence('host.option.jump'))
    .option('--label <key=value>', sentence('host.option.label'), label)
    .option('--note <text>', sentence('host.option.note'));
