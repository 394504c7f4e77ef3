import type { Caller } from '#config/caller';
import { openApi, type Api } from '../api/api.js';
import { asBase } from '../api/address.js';
import { Ending, misused } from '../errors/ending.js';
import { exits } from '../errors/exits.js';
import { paintOf, type Paint } from '../output/paint.js';

/** What a command has at hand: where it may speak, and whom it may ask. */
export interface House {
  caller: Caller;
  /** --json: stdout holds JSON and nothing else. */
  json: boolean;
  /** Set when nobody reads stdout any more. */
  unread: AbortSignal;
  /** Somebody watches stdout on a terminal. */
  live: boolean;
  paint: Paint;
  /** A line for the reader; with --json nothing. */
  say(line: string): void;
  /** Each of several lines. */
  lines(lines: readonly string[]): void;
  /** The answer as JSON, with --json; otherwise what `told` says. */
  answer(value: unknown, told: () => readonly string[]): void;
  /** One line of a stream: JSON with --json. */
  item(value: unknown, told: () => string): void;
  /** A line beside the answer, on stderr. */
  note(line: string): void;
  /** The gateway. Throws when no address is known or nobody is signed in. */
  api(): Api;
}

/** See House. */
export function openHouse(caller: Caller, { json, unread }: Pick<House, 'json' | 'unread'>): House {
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
    answer: (value, told) => {
      if (json) write(JSON.stringify(value, null, 2));
      else lines(told());
    },
    item: (value, told) => {
      write(json ? JSON.stringify(value) : told());
    },
    note: (line) => void stderr.write(`${line}\n`),
    api: () => {
      if (caller.url === null) throw misused('no gateway is known: rexflow login URL, or set REXFLOW_URL');
      const base = asBase(caller.url);
      if (base === null) throw misused(`"${caller.url}" is no address: http://HOST:PORT is expected`);
      if (caller.token === null)
        throw new Ending(exits.login, `not signed in at ${base}: rexflow login, or set REXFLOW_TOKEN`);
      return openApi(base, caller.token);
    },
  };
}
