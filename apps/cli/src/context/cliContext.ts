import type { Caller } from '#config/caller';
import type { Client } from '#api/client';
import { asBase } from '../api/address.js';
import { openClient } from '../api/openClient.js';
import { CliError, usageError } from '../errors/cliError.js';
import { exits } from '../errors/exits.js';
import { sentence } from '../language/sentence.js';
import { paintOf, type Paint } from '../output/paint.js';

/** What every command works with: its output, and the gateway it calls. */
export interface CliContext {
  caller: Caller;
  /** --json: stdout holds JSON and nothing else. */
  json: boolean;
  /** Set when nobody reads stdout any more. */
  unread: AbortSignal;
  /** Somebody watches stdout on a terminal. */
  live: boolean;
  paint: Paint;
  /** Writes a line to stdout; nothing with --json. */
  say(line: string): void;
  /** Writes several lines, as `say` does. */
  lines(lines: readonly string[]): void;
  /** The answer as JSON with --json, otherwise the lines of `text`. */
  answer(value: unknown, text: () => readonly string[]): void;
  /** Writes one item of a stream: as JSON with --json, otherwise as `text`. */
  item(value: unknown, text: () => string): void;
  /** Writes a line to stderr, beside the answer. */
  note(line: string): void;
  /** The gateway. Throws CliError when no address is known or nobody is signed in. */
  client(): Client;
}

/** The context of a call: stdout and stderr of this process, the gateway and token of `caller`. */
export function openCliContext(caller: Caller, { json, unread }: Pick<CliContext, 'json' | 'unread'>): CliContext {
  const { stdout, stderr } = process;
  const write = (line: string): void => {
    if (!unread.aborted) stdout.write(`${line}\n`);
  };
  const live = stdout.isTTY && !json && !caller.unattended;
  const say = (line: string): void => {
    if (!json) write(line);
  };
  const lines = (all: readonly string[]): void => {
    for (const line of all) say(line);
  };
  return {
    caller,
    json,
    unread,
    live,
    paint: paintOf(stdout.isTTY && !caller.plain),
    say,
    lines,
    answer: (value, text) => {
      if (json) write(JSON.stringify(value, null, 2));
      else lines(text());
    },
    item: (value, text) => {
      write(json ? JSON.stringify(value) : text());
    },
    note: (line) => void stderr.write(`${line}\n`),
    client: () => {
      if (caller.url === null) throw usageError(sentence('gateway.none'));
      const base = asBase(caller.url);
      if (base === null) throw usageError(sentence('gateway.noAddress', { url: caller.url }));
      if (caller.token === null) throw new CliError(exits.login, sentence('gateway.signedOut', { base }));
      return openClient(base, caller.token);
    },
  };
}
