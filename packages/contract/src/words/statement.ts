/*
 * A sentence that travels: its id, and the details that it is filled with. Whoever shows it says it in the language of the reader; the
 * English text travels beside it, for everybody else.
 */

/** One statement of the catalogue, with its details. */
export type Statement = { id: string; details: Readonly<Record<string, Detail>> };

/** An error inside a statement: what it says, the same without the parameter it is about, or what to do about it. */
export type ErrorInside = {
  code: string;
  details: Readonly<Record<string, unknown>>;
  part: 'message' | 'cause' | 'advice';
};

/**
 * What a place in a statement is filled with. Text and numbers are data, the same in every language; what is itself a statement or an
 * error is said in the language of the whole.
 */
export type Detail = string | number | Statement | ErrorInside | readonly (string | Statement | ErrorInside)[];

/** The words of a statement in one language. A place is filled as `fillWords` tells. */
export interface StatementWords {
  message: string;
  /** What to do about it. */
  advice?: string;
}

type NameIn<Place extends string> = Place extends `${infer Name}|${string}`
  ? Name
  : Place extends `${infer Name};`
    ? Name
    : Place;
type PlacesIn<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? NameIn<Place> | PlacesIn<Rest>
  : never;
type TextsOf<Words> = Words extends { message: infer Message extends string; advice: infer Advice extends string }
  ? Message | Advice
  : Words extends { message: infer Message extends string }
    ? Message
    : never;
type Places<Words> = PlacesIn<TextsOf<Words>>;

/** The details that a statement needs, as arguments: none where its words have no place for any. */
export type DetailsFor<Words> = [Places<Words>] extends [never]
  ? []
  : [details: Readonly<Record<Places<Words>, Detail>>];

/** How a language puts together what stands in a place. */
export interface Spelling {
  /** Between names. */
  comma: string;
  /** Between sentences. */
  semicolon: string;
  /** Words and what stands in a place, one behind the other. */
  join: (before: string, after: string) => string;
  /** A statement or an error inside another; null where it is not known here. */
  inside: (one: Statement | ErrorInside) => string | null;
}
