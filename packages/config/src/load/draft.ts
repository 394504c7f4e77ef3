import type { Secret } from '#shell';

type Snake<Name extends string> = Name extends `${infer Head}${infer Rest}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${Snake<Rest>}`
  : Name;

type Key<Whole, Name> = string extends keyof Whole ? Name : Name extends string ? Snake<Name> : never;

/** A resolved value as the file spells it: snake_case keys, secrets as text, and any part may be missing. */
export type Draft<Whole> = Whole extends Secret
  ? string
  : Whole extends readonly (infer Item)[]
    ? (Draft<Item> | undefined)[]
    : Whole extends object
      ? { [Name in keyof Whole as Key<Whole, Name>]?: Draft<Whole[Name]> }
      : Whole;
