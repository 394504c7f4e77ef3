import type { Command, Option } from 'commander';
import { serviceOperations } from '#contract/lists';

/** Names the server knows, asked for only where they may stand. */
export interface KnownNames {
  /** Those that hold what is typed; others besides do no harm. */
  apps(typed: string): Promise<string[]>;
}

/** What may stand at the end of a command line: words, or files of this machine. */
export interface Candidates {
  words: string[];
  files: boolean;
}

const nothing: Candidates = { words: [], files: false };
const isPath = (flags: string): boolean => /<(path|file)>/.test(flags);
const takesValue = ({ required, optional }: Option): boolean => required || optional;

function optionsOf(command: Command): Option[] {
  const chain: Option[] = [];
  for (let one: Command | null = command; one; one = one.parent) chain.push(...one.options);
  return chain.filter((option) => !option.hidden);
}

/** Where a command line has come to. */
interface CursorPosition {
  command: Command;
  /** Words that stand for arguments of the command. */
  positions: number;
  /** The option whose value is being typed. */
  pending: Option | undefined;
  /** Behind -- nothing is ours. */
  foreign: boolean;
}

function cursorIn(program: Command, words: readonly string[]): CursorPosition {
  const cursor: CursorPosition = { command: program, positions: 0, pending: undefined, foreign: words.includes('--') };
  for (const word of words) {
    // bash takes --option=value for three words.
    if (word === '=') continue;
    if (cursor.pending) {
      cursor.pending = undefined;
      continue;
    }
    if (word.startsWith('-')) {
      const option = word.includes('=')
        ? undefined
        : optionsOf(cursor.command).find(({ long, short }) => long === word || short === word);
      cursor.pending = option && takesValue(option) ? option : undefined;
      continue;
    }
    const next = cursor.command.commands.find((one) => one.name() === word);
    if (next) cursor.command = next;
    else cursor.positions++;
  }
  return cursor;
}

/** What may follow the words of a command line, the last of which is being typed, by the table of commands. */
export async function candidates(program: Command, words: readonly string[], names: KnownNames): Promise<Candidates> {
  const last = words.at(-1) ?? '';
  const typed = last === '=' ? '' : last;
  const offer = (all: readonly string[]): Candidates => ({
    words: all.filter((word) => word.startsWith(typed)),
    files: false,
  });
  const { command, positions, pending, foreign } = cursorIn(program, words.slice(0, -1));
  if (foreign) return nothing;
  if (pending) {
    if (isPath(pending.flags)) return { words: [], files: true };
    return offer(pending.long === '--app' ? await names.apps(typed) : (pending.argChoices ?? []));
  }
  if (typed.startsWith('-')) {
    return offer([...optionsOf(command).map(({ long, short }) => long ?? short ?? ''), '--help']);
  }
  if (command.commands.length > 0) {
    const shown = command.createHelp().visibleCommands(command);
    return offer(shown.map((one) => one.name()));
  }
  const taken = command.registeredArguments;
  const argument = taken[positions] ?? taken.findLast((one) => one.variadic);
  if (!argument) return nothing;
  if (argument.name() === 'path') return { words: [], files: true };
  if (argument.argChoices) return offer(argument.argChoices);
  if (!['apps', 'app'].includes(argument.name())) return nothing;
  const verbs = command.name() === 'service' ? [...serviceOperations, 'status'] : [];
  return offer([...verbs, ...(await names.apps(typed))]);
}
