import type { AnswerOf, BodyOf, StreamId } from '../endpoints/endpoints.js';
import { pathTo, type EndpointId, type PathOf } from '../routes/routes.js';

/** What a stream consists of. */
export type StreamItem<Id extends StreamId> = AnswerOf<Id> extends { items: (infer Item)[] } ? Item : never;

/** Members of a query; those without a value are left out. */
export type CallQuery = Readonly<Record<string, string | number | null | undefined>>;

/** What a call takes: the parts of its path and its body, where it has them, and whatever of a query it knows. */
export type CallInput<Id extends EndpointId> = {
  query?: CallQuery;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
} & (keyof PathOf<Id> extends never ? { path?: undefined } : { path: PathOf<Id> }) &
  (unknown extends BodyOf<Id> ? { body?: undefined } : { body: BodyOf<Id> });

/** The address of a call: the base, its path with the parts filled in, and what is given of the query. */
export function urlOf(
  base: string,
  id: EndpointId,
  path: Readonly<Record<string, string>> = {},
  query: CallQuery = {},
): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return `${base}${pathTo(id, path as PathOf<EndpointId>)}${search === '' ? '' : `?${search}`}`;
}
