import type { Client } from './call.js';
import type { AnswerOf } from '../endpoints/endpoints.js';
import type { EndpointId } from '../routes/routes.js';
import type { CallQuery } from './input.js';

/** A page of a list, with the cursor of the next one. */
export interface ListPage<T> {
  items: T[];
  next: string | null;
}

/** The calls that are answered a page at a time. */
export type PagedId = { [Id in EndpointId]: AnswerOf<Id> extends ListPage<unknown> ? Id : never }[EndpointId];
/** What a page has beside its rows. */
type Beside<Id extends PagedId> = Omit<AnswerOf<Id>, keyof ListPage<unknown>>;
type Item<Id extends PagedId> = AnswerOf<Id> extends ListPage<infer Row> ? Row : never;

/** The most rows of a page that each of them gives. */
const longest: Readonly<Record<PagedId, number>> = {
  listApps: 1000,
  listGroups: 1000,
  listHosts: 1000,
  listProblems: 1000,
  listReleases: 200,
  listBundles: 200,
  listAudit: 200,
  listChanges: 200,
  getMatrix: 1000,
};

/**
 * All rows of a list, or the first `limit`, page by page, with what the first page has beside them; `next` is null when nothing is left.
 * `page` is called with each as it comes. Throws as a call does. A gateway of an earlier version gives everything in one answer, without
 * `next`.
 */
export async function listAll<Id extends PagedId>(
  client: Pick<Client, 'call'>,
  id: Id,
  input: { query?: CallQuery; signal?: AbortSignal } = {},
  limit = Infinity,
  page: (items: Item<Id>[]) => void = () => undefined,
): Promise<ListPage<Item<Id>> & Beside<Id>> {
  const items: Item<Id>[] = [];
  let cursor: string | undefined;
  let beside: object | undefined;
  do {
    const left = limit - items.length;
    const most = left < Infinity ? { limit: Math.min(left, longest[id]) } : {};
    const query = { ...input.query, ...most, ...(cursor === undefined ? {} : { cursor }) };
    const call = client.call as unknown as (
      id: PagedId,
      input: object,
    ) => Promise<{ items: Item<Id>[]; next?: string | null }>;
    const { items: rows, next, ...others } = await call(id, { ...input, query });
    beside ??= others;
    items.push(...rows);
    page(rows);
    cursor = next ?? undefined;
  } while (cursor !== undefined && items.length < limit);
  return { ...beside, items: items.slice(0, limit), next: cursor ?? null } as ListPage<Item<Id>> & Beside<Id>;
}
