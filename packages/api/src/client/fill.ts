/** What a sentence is filled with, by name. */
export type Values = Readonly<Record<string, string | number>>;

type NameIn<Place extends string> = Place extends `${infer Name}|${string}` ? Name : Place;
type NamesIn<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? NameIn<Place> | NamesIn<Rest>
  : never;
/** The values a sentence needs, as arguments: none where it has no place for any. */
export type ValuesOf<Text extends string> = [NamesIn<Text>] extends [never]
  ? []
  : [values: Readonly<Record<NamesIn<Text>, string | number>>];

/** A sentence with its values: `{n}` is one, `{n|host|hosts}` a word that depends on whether n is 1. */
export const fill = (text: string, values: Values = {}): string =>
  text.replace(/\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g, (_, name: string, one?: string, many?: string) =>
    one === undefined ? String(values[name] ?? '') : Number(values[name]) === 1 ? one : many!,
  );
