import { type Command, InvalidArgumentError } from 'commander';
import type { NewRelease } from '#api';
import { fitsText, provenanceTexts, remarkTexts, type BoundedText } from '#contract/lists';
import type { CliContext } from '../context/cliContext.js';

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

const fitting =
  (format: BoundedText) =>
  (text: string): string => {
    if (fitsText(format, text)) return text;
    throw new InvalidArgumentError(`It ${format.message}, of at most ${format.maxLength} characters.`);
  };

const { version, commit, branch, build } = provenanceTexts;
const { note, onBehalfOf } = remarkTexts;

/** Adds the options of RemarkOptions. */
export const addRemarkOptions = (command: Command): Command =>
  command
    .option('--note <text>', 'why, for people', fitting(note))
    .option('--on-behalf-of <name>', 'for whom; in a CI job: who started it', fitting(onBehalfOf))
    .option('--no-ci', 'take nothing from the variables of a CI job');

/** Adds the options of InformationOptions. */
export const addInformationOptions = (command: Command): Command =>
  addRemarkOptions(
    command
      .option(
        '--version <version>',
        'of the program; in a CI job: its tag, or else found in the files',
        fitting(version),
      )
      .option('--commit <hash>', 'of its sources; in a CI job: what it builds', fitting(commit))
      .option('--branch <name>', 'of its sources; in a CI job: what it builds', fitting(branch))
      .option('--build <address>', 'of the build that made it; in a CI job: that job', fitting(build)),
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
