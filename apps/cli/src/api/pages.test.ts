import { expect, test } from 'vitest';
import type { Api, Ask } from './api.js';
import { pagesOf } from './pages.js';

/** A gateway with so many apps, that gives 1000 of them at once where nobody says otherwise. */
function gateway(count: number, paged = true) {
  const asked: Ask['query'][] = [];
  const ask = (_call: string, { query = {} }: Ask = {}): Promise<unknown> => {
    asked.push(query);
    const from = Number(query.cursor ?? 0);
    const to = Math.min(count, from + Number(query.limit ?? 1000));
    const items = Array.from({ length: (paged ? to : count) - from }, (_, index) => ({ key: `app${from + index}` }));
    return Promise.resolve(paged ? { items, next: to < count ? String(to) : null } : { items });
  };
  return { api: { ask } as unknown as Pick<Api, 'ask'>, asked };
}

test('everything comes, page by page', async () => {
  const { api, asked } = gateway(2500);
  const told: number[] = [];
  const { items, next } = await pagesOf(api, 'listApps', { query: { group: 'web' } }, Infinity, (page) => {
    told.push(page.length);
  });
  expect([items.length, new Set(items.map(({ key }) => key)).size, next]).toEqual([2500, 2500, null]);
  expect(told).toEqual([1000, 1000, 500]);
  expect(asked).toEqual([{ group: 'web' }, { group: 'web', cursor: '1000' }, { group: 'web', cursor: '2000' }]);
});

test('with a limit no more is asked for than is wanted', async () => {
  const { api, asked } = gateway(2500);
  const { items, next } = await pagesOf(api, 'listApps', {}, 1200);
  expect([items.length, next]).toEqual([1200, '1200']);
  expect(asked).toEqual([{ limit: 1000 }, { limit: 200, cursor: '1000' }]);
});

test('a gateway that knows no pages gives all at once', async () => {
  const { api, asked } = gateway(2500, false);
  expect(await pagesOf(api, 'listApps')).toMatchObject({ items: { length: 2500 }, next: null });
  expect(asked).toEqual([{}]);
});
