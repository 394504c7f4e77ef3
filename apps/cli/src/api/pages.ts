import type { Api, Ask } from './api.js';
import type { Answers, Asked } from './calls.js';

/** The calls that are answered a page at a time. */
type Paged = { [C in Asked]: Answers[C] extends { items: unknown[]; next: string | null } ? C : never }[Asked];
type Item<C extends Paged> = Answers[C]['items'][number];

/** The most rows of a page that each of them gives. */
const longest: Readonly<Record<Paged, number>> = {
  listApps: 1000,
  listHosts: 1000,
  listReleases: 200,
  listBundles: 200,
};

/**
 * All there is, or the first `limit`, page by page; `next` is null when nothing is left. `page` is told of each as it comes.
 * Throws what a page is refused with. A gateway of an earlier version gives everything in one answer, without `next`.
 */
export async function pagesOf<C extends Paged>(
  api: Pick<Api, 'ask'>,
  call: C,
  how: Ask = {},
  limit = Infinity,
  page: (items: Item<C>[]) => void = () => undefined,
): Promise<{ items: Item<C>[]; next: string | null }> {
  const items: Item<C>[] = [];
  let cursor: string | undefined;
  do {
    const left = limit - items.length;
    const rows = left < Infinity ? { limit: Math.min(left, longest[call]) } : {};
    const query = { ...how.query, ...rows, ...(cursor === undefined ? {} : { cursor }) };
    const answer: { items: Item<C>[]; next?: string | null } = await api.ask(call, { ...how, query });
    items.push(...answer.items);
    page(answer.items);
    cursor = answer.next ?? undefined;
  } while (cursor !== undefined && items.length < limit);
  return { items: items.slice(0, limit), next: cursor ?? null };
}
