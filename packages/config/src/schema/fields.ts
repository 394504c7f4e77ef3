import { flag, list, map, number, object, text, whole, word, type Schema } from '#contract/schema';
import type { Secret } from '#shell';

/**
 * The words config.yml is described with: a JSON schema each, with four keywords of our own. `secret`: always redacted, may
 * be `file:/path`; `login`: it is one for the user and password in its address. `apart`: a secret that never stands in the file itself. `place`: a path, made absolute. `numbers`: text that may be a number without quotes. `expected`: what a
 * reader is shown when the value does not fit. Each knows the type of its value as the program reads it.
 */
interface Described<T> {
  readonly [value]?: T;
  description: string;
  expected: string;
  default?: unknown;
}
declare const value: unique symbol;

/** The type of the value of a field, once the file is checked and resolved. */
export type ValueOf<F> = F extends Described<infer T> ? T : never;

/** A plain value. */
export interface Leaf<T = unknown> extends Described<T> {
  type: 'string' | 'integer' | 'number' | 'boolean';
  nullable?: true;
  secret?: true | 'login';
  apart?: true;
  place?: true;
  numbers?: true;
  enum?: readonly string[];
  pattern?: string;
  minLength?: number;
  minimum?: number;
  maximum?: number;
}

/** A map with known keys. */
export interface Section<T = unknown> extends Described<T> {
  type: 'object';
  properties: Record<string, Field>;
  required: readonly string[];
  additionalProperties: false;
}

/** A map whose keys are names of the reader's choice. */
export interface NamedField<T = unknown> extends Described<T> {
  type: 'object';
  propertyNames: { pattern: string; expected: string };
  additionalProperties: Field;
  minProperties: number;
}

/** A list of values of one kind. */
export interface List<T = unknown> extends Described<T> {
  type: 'array';
  items: Field;
  maxItems?: number;
}

/** Any value of config.yml. */
export type Field = Leaf | Section | NamedField | List;

/** A field that may be absent even once all defaults are filled in. */
export type Optional<F extends Field = Field> = F & { readonly [optionally]: true };
declare const optionally: unique symbol;

type Extra = Partial<Omit<Leaf, 'type' | 'description'>>;

/** A schema as a field: with what a reader is shown when the value does not fit, and keywords that go before its own. */
const leaf = <T>(schema: Schema<T>, expected: string, extra: Extra): Leaf<T> =>
  ({ ...schema, expected, ...extra }) as Leaf<T>;

const range = (what: string, minimum: number, maximum: number): string => `${what} from ${minimum} to ${maximum}`;

/** One line of text without control characters. */
export const textField = (description: string, extra: Extra = {}): Leaf<string> =>
  leaf(text(description, { pattern: '^[^\\u0000-\\u001f\\u007f]*$' }), 'one line of text', extra);

/** A whole number, in the unit its description names. */
export const count = (description: string, preset: number, minimum: number, maximum: number): Leaf<number> =>
  leaf(whole(description, minimum, maximum), range('a whole number', minimum, maximum), { default: preset });

/** A number of any kind, in the unit its description names. */
export const numberField = (
  description: string,
  expected: string,
  preset: number,
  minimum: number,
  maximum: number,
): Leaf<number> => leaf(number(description, { minimum, maximum }), expected, { default: preset });

/** A time in seconds; fractions are allowed. */
export const seconds = (description: string, preset: number, minimum: number, maximum = 86_400): Leaf<number> =>
  numberField(`${description} Seconds.`, range('seconds', minimum, maximum), preset, minimum, maximum);

/** A size in bytes. */
export const bytes = (description: string, preset: number, maximum = 2 ** 50): Leaf<number> =>
  count(`${description} Bytes.`, preset, 1024, maximum);

/** true or false. */
export const flagField = (description: string, preset: boolean): Leaf<boolean> =>
  leaf(flag(description), 'true or false', { default: preset });

/** One word of several; without a default where it has to be given. */
export const choiceField = <const W extends string>(
  description: string,
  words: readonly W[],
  preset?: NoInfer<W>,
): Leaf<W> =>
  leaf(word(words, description), `one of ${words.join(', ')}`, preset === undefined ? {} : { default: preset });

/** A path on this machine; relative ones start at the folder of config.yml. */
export const pathField = <P extends string | null>(
  description: string,
  preset: P,
): Leaf<string | (P extends null ? null : never)> =>
  textField(description, {
    place: true,
    minLength: 1,
    expected: 'a path',
    default: preset,
    ...(preset === null ? { nullable: true } : {}),
  }) as Leaf<string | (P extends null ? null : never)>;

/** A value that is always redacted; `file:` and a path reads it from a file. */
export const secret = <const E extends Extra>(
  description: string,
  extra?: E,
): Leaf<Secret | (E extends { nullable: true } ? null : never)> =>
  leaf(text(description), 'text (a number needs quotes), ${VARIABLE} or file:/path', {
    secret: true,
    ...extra,
  }) as unknown as Leaf<Secret | (E extends { nullable: true } ? null : never)>;

/** The same field where it may be absent; it has no default. */
export const optional = <F extends Field>(field: F): Optional<F> => ({ ...field, default: undefined }) as Optional<F>;

/** A list; empty where nothing is said. */
export const listField = <F extends Field>(description: string, expected: string, items: F): List<ValueOf<F>[]> => ({
  ...(list(items as unknown as Schema) as unknown as List<ValueOf<F>[]>),
  description,
  expected,
  default: [],
});

/** A map whose keys are names of the reader's choice, at least `least` of them. */
export const namedField = <F extends Field>(
  description: string,
  expected: string,
  names: NamedField['propertyNames'],
  field: F,
  least = 0,
): NamedField<Record<string, ValueOf<F>>> => ({
  ...(map(field as unknown as Schema) as unknown as NamedField<Record<string, ValueOf<F>>>),
  description,
  expected,
  propertyNames: names,
  minProperties: least,
  ...(least === 0 ? { default: {} } : {}),
});

type Camel<Name> = Name extends `${infer Head}_${infer Rest}` ? `${Head}${Capitalize<Camel<Rest>>}` : Name;
type Flat<T> = { [K in keyof T]: T[K] };
type Fields = Readonly<Record<string, Field>>;
type SectionOf<F extends Fields> = Flat<
  {
    [Key in keyof F as F[Key] extends Optional ? never : Camel<Key>]: ValueOf<F[Key]>;
  } & {
    [Key in keyof F as F[Key] extends Optional ? Camel<Key> : never]?: ValueOf<F[Key]>;
  }
>;

/** A map with known keys, camelCase in the program; `required` ones have no default. */
export const section = <F extends Fields>(
  description: string,
  fields: F,
  required: readonly (keyof F & string)[] = [],
): Section<SectionOf<F>> => ({
  ...(object({}, fields as unknown as Readonly<Record<string, Schema>>) as unknown as Section<SectionOf<F>>),
  description,
  expected: 'a map of keys and values',
  required,
  ...(required.length === 0 ? { default: {} } : {}),
});
