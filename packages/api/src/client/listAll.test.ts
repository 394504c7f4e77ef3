import { expect, test } from 'vitest';
import type { Client } from './call.js';
import { listAll } from './listAll.js';
import type { CallQuery } from './input.js';

/** A gateway with so many apps, that gives 1000 of them at once where nobody says otherwise. */
function gateway(count: number, paged = true) {
  const asked: CallQuery[] = [];
  const call = (_id: string, { query = {} }: { query?: CallQuery } = {}): Promise<unknown> => {
    asked.push(query);
    const from = Number(query.cursor ?? 0);
    const to = Math.min(count, from + Number(query.limit ?? 1000));
    const items = Array.from({ length: (paged ? to : count) - from }, (_, index) => ({ key: `app${from + index}` }));
    return Promise.resolve(paged ? { items, next: to < count ? String(to) : null } : { items });
  };
  return { client: { call } as unknown as Pick<Client, 'call'>, asked };
}

test('everything comes, page by page', async () => {
  const { client, asked } = gateway(2500);
  const lengths: number[] = [];
  const { items, next } = await listAll(client, 'listApps', { query: { group: 'web' } }, Infinity, (page) => {
    lengths.push(page.length);
  });
  expect([items.length, new Set(items.map(({ key }) => key)).size, next]).toEqual([2500, 2500, null]);
  expect(lengths).toEqual([1000, 1000, 500]);
  expect(asked).toEqual([{ group: 'web' }, { group: 'web', cursor: '1000' }, { group: 'web', cursor: '2000' }]);
});

test('with a limit no more is asked for than is wanted', async () => {
  const { client, asked } = gateway(2500);
  const { items, next } = await listAll(client, 'listApps', {}, 1200);
  expect([items.length, next]).toEqual([1200, '1200']);
  expect(asked).toEqual([{ limit: 1000 }, { limit: 200, cursor: '1000' }]);
});

test('a gateway that knows no pages gives all at once', async () => {
  const { client, asked } = gateway(2500, false);
  expect(await listAll(client, 'listApps')).toMatchObject({ items: { length: 2500 }, next: null });
  expect(asked).toEqual([{}]);
});

test('what the first page has beside its rows stays', async () => {
  const call = (_id: string, { query }: { query: CallQuery }): Promise<unknown> =>
    Promise.resolve(
      query.cursor === undefined ? { items: ['a'], next: '1', unusable: ['odd'] } : { items: ['b'], next: null },
    );
  const client = { call } as unknown as Pick<Client, 'call'>;
  expect(await listAll(client, 'listGroups')).toEqual({ items: ['a', 'b'], next: null, unusable: ['odd'] });
});
