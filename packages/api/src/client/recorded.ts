import type { Client } from './call.js';
import type { Following, StreamPath } from './follow.js';
import type { AnswerOf, StreamId } from '../endpoints/endpoints.js';
import type { StreamItem } from './input.js';

export type RecordedOptions<Id extends StreamId> = Pick<Following, 'query' | 'after'> & {
  signal?: AbortSignal;
} & StreamPath<Id>;

/** The items of a stream that are recorded after a number, page by page. Throws as a call does. */
export async function* recorded<Id extends StreamId>(
  client: Pick<Client, 'call'>,
  id: Id,
  options: RecordedOptions<Id>,
): AsyncGenerator<StreamItem<Id>[]> {
  const { path, query, after, signal } = options as RecordedOptions<StreamId>;
  const call = client.call as unknown as (id: StreamId, input: object) => Promise<AnswerOf<StreamId>>;
  for (let from = after ?? 0; ;) {
    const page = await call(id, { path, query: { ...query, after: from }, signal });
    if (page.items.length === 0) return;
    yield page.items as StreamItem<Id>[];
    from = page.next;
  }
}
