type Words = Readonly<Record<string, string | number | undefined>>;

/** Where a call goes: the base, the path with its parts filled in, and what is given of the query. */
export function address(base: string, path: string, parts: Words = {}, query: Words = {}): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(parts[name])));
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return `${base}${filled}${search === '' ? '' : `?${search}`}`;
}

/** An address as somebody types it, with its scheme; null when it is none. */
export function asBase(text: string): string | null {
  const whole = /^https?:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(whole)) return null;
  const { origin, pathname, username, search } = new URL(whole);
  return username === '' && search === '' ? `${origin}${pathname}`.replace(/\/+$/, '') : null;
}
