import { formats, longestName, mostNames, plainName, type TextFormat } from '#contract';
import { text, word, type Schema } from '#contract/schema';

/** JSON schema of one parameter. Values arrive as text, whatever they mean. */
export interface Parameter {
  type: 'string';
  description: string;
  maxLength: number;
  pattern?: string;
  enum?: readonly string[];
  /** Taken when the parameter is absent or empty. */
  default?: string;
}

/** No control characters: neither the C0 and C1 sets nor DEL. */
const printable = '^[^\\u0000-\\u001f\\u007f-\\u009f]*$';
/** As `printable`, but a command may hold tabs and line breaks. */
const script = '^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]*$';

const parameter = (schema: Schema<string>): Parameter => schema as unknown as Parameter;

/** One line of text of at most `maxLength` characters. */
export const textParameter = (description: string, maxLength: number, pattern = printable): Parameter =>
  parameter(text(description, { maxLength, pattern }));

/** A shell command; may have several lines. */
export const commandParameter = (description: string): Parameter => textParameter(description, 16_384, script);

/** A name that is safe as a file name: letters, digits, `.`, `_`, `-`, not beginning with a dot or dash. */
export const nameParameter = (description: string): Parameter => textParameter(description, 64, plainName);

const { sha256, releaseStamp } = formats;

/** A sha256 in hex, or `1`. */
export const hashOrOne: TextFormat = { ...sha256, pattern: `^(${sha256.pattern.slice(1, -1)}|1)$` };
export const hashParameter = (description: string): Parameter => textParameter(description, 64, hashOrOne.pattern);

/** The name of a release's directories, `YYYYMMDD_HHmmss`. */
export const stampParameter = (description: string): Parameter => textParameter(description, 15, releaseStamp.pattern);

/** A sha256 in hex. */
export const digestParameter = (description: string): Parameter => textParameter(description, 64, sha256.pattern);

/** One of a few words. */
export const choiceParameter = (description: string, values: readonly string[], preset?: string): Parameter =>
  parameter({
    ...word(values, description),
    maxLength: 16,
    ...(preset === undefined ? {} : { default: preset }),
  });

/** The parameter `k`, which most actions share. */
export const k = textParameter(
  'app_key and/or local_name, several separated by spaces or commas; "all" is every app',
  mostNames * (longestName + 1),
);

/** The parameter `queue`, which every action that changes apps takes. */
export const queue = choiceParameter(
  'when an app is busy: 0 is refused, 1 waits in line, latest waits and supersedes waiting requests for the same apps',
  ['0', '1', 'latest'],
);
