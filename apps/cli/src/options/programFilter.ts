import { type Command, InvalidArgumentError } from 'commander';
import { commitPrefix, fitsText } from '#contract/lists';
import { sentence } from '../language/sentence.js';

/** A program that is looked for. */
export interface ProgramFilter {
  version?: string;
  commit?: string;
}

/** The first digits of a commit. */
function parseCommit(text: string): string {
  const digits = text.toLowerCase();
  if (fitsText(commitPrefix, digits)) return digits;
  throw new InvalidArgumentError(sentence('value.commit'));
}

/** Adds the options of ProgramFilter. */
export const addProgramFilter = (command: Command): Command =>
  command
    .option('--version <version>', sentence('filter.version'))
    .option('--commit <hash>', sentence('filter.commit'), parseCommit);
