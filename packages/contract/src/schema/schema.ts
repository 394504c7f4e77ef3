/** A JSON schema as data that knows the TypeScript type of the values it lets through. */
export type Schema<T = unknown> = Readonly<Record<string, unknown>> & { readonly [of]?: T };
declare const of: unique symbol;

/** The type of the values of a schema. */
export type Of<S> = S extends Schema<infer T> ? T : never;

export type Members = Readonly<Record<string, Schema>>;
type Flat<T> = { [K in keyof T]: T[K] };
type Values<M extends Members> = { -readonly [K in keyof M]: Of<M[K]> };

/** An object with all of `members`, some of `options`, and nothing else. */
export function object<M extends Members, O extends Members = Record<never, never>>(
  members: M,
  options?: O,
): Schema<Flat<Values<M> & Partial<Values<O>>>> {
  return {
    type: 'object',
    properties: { ...members, ...options },
    required: Object.keys(members),
    additionalProperties: false,
  };
}

/** Text; `limits` are keywords of JSON schema. */
export const text = (description?: string, limits: Readonly<Record<string, unknown>> = {}): Schema<string> => ({
  type: 'string',
  ...(description === undefined ? {} : { description }),
  ...limits,
});

/** A whole number from `minimum` on. */
export const whole = (description: string, minimum = 0, maximum?: number): Schema<number> => ({
  type: 'integer',
  description,
  minimum,
  ...(maximum === undefined ? {} : { maximum }),
});

/** A number; `limits` are keywords of JSON schema. */
export const number = (description: string, limits: Readonly<Record<string, unknown>> = {}): Schema<number> => ({
  type: 'number',
  description,
  ...limits,
});

export const flag = (description: string): Schema<boolean> => ({ type: 'boolean', description });

/** One of a few words. */
export const word = <const W extends string>(values: readonly W[], description?: string): Schema<W> => ({
  type: 'string',
  ...(description === undefined ? {} : { description }),
  enum: values,
});

/** A timestamp, ISO 8601 in UTC with milliseconds. */
export const timestamp = (description?: string): Schema<string> => text(description, { format: 'date-time' });

export const list = <T>(items: Schema<T>, description?: string): Schema<T[]> => ({
  type: 'array',
  ...(description === undefined ? {} : { description }),
  items,
});

/** An object of any names. */
export const map = <T>(values: Schema<T>, description?: string): Schema<Record<string, T>> => ({
  type: 'object',
  ...(description === undefined ? {} : { description }),
  additionalProperties: values,
});

export const anything: Schema<unknown> = {};

export const orNull = <T>(schema: Schema<T>, description?: string): Schema<T | null> => ({
  ...(description === undefined ? {} : { description }),
  anyOf: [schema, { type: 'null' }],
});

/** One of several schemas. */
export const either = <A, B>(description: string, a: Schema<A>, b: Schema<B>): Schema<A | B> => ({
  description,
  anyOf: [a, b],
});

/** The one of several objects that the member `by` names. */
export const variant = <S extends readonly Schema[]>(by: string, ...variants: S): Schema<Of<S[number]>> => ({
  type: 'object',
  discriminator: { propertyName: by },
  oneOf: variants,
});

/** Exactly this word, as the member that tells the variants of an object apart. */
export const tag = <const T extends string>(value: T): Schema<T> => ({ type: 'string', const: value });

const names = new WeakMap<Schema, string>();

/** The same schema under a name, by which a description of the whole refers to it instead of repeating it. */
export function named<T>(name: string, schema: Schema<T>): Schema<T> {
  const own = { ...schema };
  names.set(own, name);
  return own;
}

/** The name of a schema, if it has one; a schema made from it has none of its own. */
export const schemaName = (schema: Schema): string | undefined => names.get(schema);

/** One page of a list; `next` is the cursor of the page after it, `beside` what may stand beside the two. */
export const page = <T, B extends Members = Record<never, never>>(
  items: Schema<T>,
  beside?: B,
): Schema<Flat<Values<{ items: Schema<T[]>; next: Schema<string | null> }> & Partial<Values<B>>>> =>
  object({ items: list(items), next: orNull(text('cursor of the next page; null on the last')) }, beside);

/** A list that is never long. */
export const all = <T>(items: Schema<T>): Schema<{ items: T[] }> => object({ items: list(items) });
