/** The address of a page: its path and its query. */
export interface PageRoute {
  page: string;
  id: string | null;
  query: Readonly<Record<string, string>>;
}

/** Pages under a name they had before: addresses that somebody kept go on working. */
const formerNames = new Map([['house', 'system']]);

/** Reads the part of the address behind `#`. */
export function parseRoute(hash: string): PageRoute {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [page, id] = path.split('/').map(decoded);
  return {
    page: page === undefined || page === '' ? 'releases' : (formerNames.get(page) ?? page),
    id: id || null,
    query: Object.fromEntries(new URLSearchParams(search)),
  };
}

/** The address of a place; values that are empty are left out. */
export function linkTo(
  page: string,
  id?: string | null,
  query: Readonly<Record<string, string | null | undefined>> = {},
): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const search = new URLSearchParams(given).toString();
  return `#/${page}${id ? `/${encodeURIComponent(id)}` : ''}${search === '' ? '' : `?${search}`}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
