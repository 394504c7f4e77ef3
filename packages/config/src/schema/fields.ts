/**
 * The words config.yml is described with: a JSON schema each, with four keywords of our own. `secret`: always redacted, may
 * be `file:/path`. `place`: a path, made absolute. `numbers`: text that may be a number without quotes. `expected`: what a
 * reader is shown when the value does not fit.
 */
interface Described {
  description: string;
  expected: string;
  default?: unknown;
}

/** A plain value. */
export interface Leaf extends Described {
  type: 'string' | 'integer' | 'number' | 'boolean';
  nullable?: true;
  secret?: true;
  place?: true;
  numbers?: true;
  enum?: readonly string[];
  pattern?: string;
  minLength?: number;
  minimum?: number;
  maximum?: number;
}

/** A map with known keys. */
export interface Section extends Described {
  type: 'object';
  properties: Record<string, Field>;
  required: readonly string[];
  additionalProperties: false;
}

/** A map whose keys are names of the reader's choice. */
export interface NamedField extends Described {
  type: 'object';
  propertyNames: { pattern: string; expected: string };
  additionalProperties: Field;
  minProperties: number;
}

/** A list of values of one kind. */
export interface List extends Described {
  type: 'array';
  items: Field;
  maxItems?: number;
}

/** Any value of config.yml. */
export type Field = Leaf | Section | NamedField | List;

type Extra = Partial<Omit<Leaf, 'type' | 'description'>>;

const range = (what: string, minimum: number, maximum: number): string => `${what} from ${minimum} to ${maximum}`;

/** One line of text without control characters. */
export const textField = (description: string, extra: Extra = {}): Leaf => ({
  type: 'string',
  description,
  expected: 'one line of text',
  pattern: '^[^\\u0000-\\u001f\\u007f]*$',
  ...extra,
});

/** A whole number, in the unit its description names. */
export const count = (description: string, value: number, minimum: number, maximum: number): Leaf => ({
  type: 'integer',
  description,
  expected: range('a whole number', minimum, maximum),
  minimum,
  maximum,
  default: value,
});

/** A time in seconds; fractions are allowed. */
export const seconds = (description: string, value: number, minimum: number, maximum = 86_400): Leaf => ({
  type: 'number',
  description: `${description} Seconds.`,
  expected: range('seconds', minimum, maximum),
  minimum,
  maximum,
  default: value,
});

/** A size in bytes. */
export const bytes = (description: string, value: number, maximum = 2 ** 50): Leaf =>
  count(`${description} Bytes.`, value, 1024, maximum);

/** true or false. */
export const flagField = (description: string, value: boolean): Leaf => ({
  type: 'boolean',
  description,
  expected: 'true or false',
  default: value,
});

/** One word of several. */
export const choiceField = (description: string, words: readonly string[], value: string): Leaf => ({
  type: 'string',
  description,
  expected: `one of ${words.join(', ')}`,
  enum: words,
  default: value,
});

/** A path on this machine; relative ones start at the folder of config.yml. */
export const pathField = (description: string, value: string | null): Leaf =>
  textField(description, {
    place: true,
    minLength: 1,
    expected: 'a path',
    default: value,
    ...(value ? {} : { nullable: true }),
  });

/** A value that is always redacted; `file:` and a path reads it from a file. */
export const secret = (description: string, extra: Extra = {}): Leaf => ({
  type: 'string',
  description,
  expected: 'text (a number needs quotes), ${VARIABLE} or file:/path',
  secret: true,
  ...extra,
});

/** A map with known keys; `required` ones have no default. */
export const section = (
  description: string,
  properties: Record<string, Field>,
  required: readonly string[] = [],
): Section => ({
  type: 'object',
  description,
  expected: 'a map of keys and values',
  properties,
  required,
  additionalProperties: false,
  ...(required.length === 0 ? { default: {} } : {}),
});
