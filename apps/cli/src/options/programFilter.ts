import { type Command, InvalidArgumentError } from 'commander';
import { commitPrefix, fitsText } from '#contract/lists';

/** A program that is looked for. */
export interface ProgramFilter {
  version?: string;
  commit?: string;
}

/** The first digits of a commit. */
function parseCommit(text: string): string {
  const digits = text.toLowerCase();
  if (fitsText(commitPrefix, digits)) return digits;
  throw new InvalidArgumentError('At least 4 digits of a commit in hex are expected.');
}

/** Adds the options of ProgramFilter. */
export const addProgramFilter = (command: Command): Command =>
  command
    .option('--version <version>', 'only of this version')
    .option('--commit <hash>', 'only of this commit: its first digits, at least 4', parseCommit);
