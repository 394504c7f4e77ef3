/** The address of a page: its path and its query. */
export interface PageRoute {
  page: string;
  id: string | null;
  /** The part of the page that is shown, as `targets` of `#/groups/shop/targets`. */
  tab: string | null;
  query: Readonly<Record<string, string>>;
}

/** Pages under a name they had before: addresses that somebody kept go on working. */
const successors = new Map<string, (former: PageRoute) => Partial<PageRoute>>([
  ['house', () => ({ page: 'system' })],
  ['apps', ({ id }) => ({ page: id === null ? 'groups' : 'targets' })],
  ['history', ({ query }) => ({ page: 'releases', query: { ...query, view: 'chart' } })],
  ['start', () => ({ page: 'releases', id: 'new' })],
]);

/** Reads the part of the address behind `#`. */
export function parseRoute(hash: string): PageRoute {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [page, id, tab] = path.split('/').map(decoded);
  const route: PageRoute = {
    page: page || 'home',
    id: id || null,
    tab: tab || null,
    query: Object.fromEntries(new URLSearchParams(search)),
  };
  return { ...route, ...successors.get(route.page)?.(route) };
}

/** The address of a place, `path` by its parts; values that are empty are left out. */
export function linkTo(
  page: string,
  path: string | null | undefined | readonly string[] = null,
  query: Readonly<Record<string, string | null | undefined>> = {},
): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const search = new URLSearchParams(given).toString();
  const parts = (typeof path === 'string' ? [path] : (path ?? [])).filter((part) => part !== '');
  const place = page === 'home' ? '' : [page, ...parts.map(encodeURIComponent)].join('/');
  return `#/${place}${search === '' ? '' : `?${search}`}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
