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

export const number = (description: string): Schema<number> => ({ type: 'number', description });

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

/** A schema by its name in `components`. */
export const ref = <T>(name: string): Schema<T> => ({ $ref: `#/components/schemas/${name}` });

/** One page of a list; `next` is the cursor of the page after it. */
export const page = <T>(items: Schema<T>): Schema<{ items: T[]; next: string | null }> =>
  object({ items: list(items), next: orNull(text('cursor of the next page; null on the last')) });

/** A list that is never long. */
export const all = <T>(items: Schema<T>): Schema<{ items: T[] }> => object({ items: list(items) });
