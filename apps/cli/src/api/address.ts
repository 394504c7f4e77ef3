/** An address as somebody types it, with its scheme; null when it is none. */
export function asBase(text: string): string | null {
  const whole = /^https?:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(whole)) return null;
  const { origin, pathname, username, search } = new URL(whole);
  return username === '' && search === '' ? `${origin}${pathname}`.replace(/\/+$/, '') : null;
}
