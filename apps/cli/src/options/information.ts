import { type Command, InvalidArgumentError } from 'commander';
import type { NewRelease } from '#api';
import { fitsText, provenanceTexts, remarkTexts, type BoundedText } from '#contract/lists';
import type { CliContext } from '../context/cliContext.js';
import { sentence } from '../language/sentence.js';

/** What is told of a release or rollback itself. */
export interface RemarkOptions {
  note?: string;
  onBehalfOf?: string;
  /** False with --no-ci. */
  ci: boolean;
}

/** The same with what is told of its program. */
export interface InformationOptions extends RemarkOptions {
  version?: string;
  commit?: string;
  branch?: string;
  build?: string;
}

/** What a text has to be, as somebody is told whose text is not. */
type Must = 'value.line' | 'value.remark' | 'value.hash' | 'value.build';

const fitting =
  (format: BoundedText, must: Must) =>
  (text: string): string => {
    if (fitsText(format, text)) return text;
    throw new InvalidArgumentError(sentence('value.text', { must: sentence(must), most: format.maxLength }));
  };

const { version, commit, branch, build } = provenanceTexts;
const { note, onBehalfOf } = remarkTexts;

/** Adds the options of RemarkOptions. */
export const addRemarkOptions = (command: Command): Command =>
  command
    .option('--note <text>', sentence('option.note'), fitting(note, 'value.remark'))
    .option('--on-behalf-of <name>', sentence('option.onBehalfOf'), fitting(onBehalfOf, 'value.line'))
    .option('--no-ci', sentence('option.noCi'));

/** Adds the options of InformationOptions. */
export const addInformationOptions = (command: Command): Command =>
  addRemarkOptions(
    command
      .option('--version <version>', sentence('option.version'), fitting(version, 'value.line'))
      .option('--commit <hash>', sentence('option.commit'), fitting(commit, 'value.hash'))
      .option('--branch <name>', sentence('option.branch'), fitting(branch, 'value.line'))
      .option('--build <address>', sentence('option.build'), fitting(build, 'value.build')),
  );

/** Leaves out what has no value. */
const given = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;

/** What is told of a release or rollback itself: what was given, or else who started the CI job. */
export const givenRemarks = (
  { caller }: Pick<CliContext, 'caller'>,
  { note: why, onBehalfOf: whom, ci }: RemarkOptions,
): Pick<NewRelease, 'note' | 'onBehalfOf'> => {
  const starter = ci ? (caller.ci?.onBehalfOf ?? undefined) : undefined;
  return given({ note: why, onBehalfOf: whom ?? starter });
};

/**
 * The same with what is told of the program: what was given, or else what the CI job builds, unless the program comes from another
 * environment (`built` false), which knows itself what it runs.
 */
export function givenInformation(
  context: Pick<CliContext, 'caller'>,
  options: InformationOptions,
  { built }: { built: boolean },
): Pick<NewRelease, 'provenance' | 'note' | 'onBehalfOf'> {
  const found = options.ci && built ? (context.caller.ci?.provenance ?? {}) : {};
  const { version: name, commit: hash, branch: of, build: by } = options;
  const provenance = { ...found, ...given({ version: name, commit: hash, branch: of, build: by }) };
  return {
    ...(Object.keys(provenance).length === 0 ? {} : { provenance }),
    ...givenRemarks(context, options),
  };
}
